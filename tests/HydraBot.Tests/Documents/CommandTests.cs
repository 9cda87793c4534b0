using System.Text.RegularExpressions;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>Every command in the documents is one that runs, and everything that they name is there.</summary>
public sealed partial class CommandTests(BuiltHouse house) : IClassFixture<BuiltHouse>
{
    // These pages speak of Discord's own API, not of the house's.
    private static readonly string[] OfDiscord = ["docs/emulator.md", "docs/page.md", "docs/discord.md"];

    private static readonly Lazy<HashSet<string>> TestClasses = new(() =>
        [.. Directory.EnumerateFiles(Path.Combine(SourceFolder.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).OfType<string>()]);

    private readonly KnownCommands _known = new(house);

    public static TheoryData<string> Names => [.. Document.All.Select(document => document.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_in_a_document_is_one_that_runs(string name) => Assert.Empty(Find(name).Commands.SelectMany(_known.Problems));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_file_setting_call_and_test_that_a_document_names_is_there(string name) => Assert.Empty(Missing(Find(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_leads_to_a_page_and_a_place_in_it(string name) => Assert.Empty(Dead(Find(name)));

    [Fact]
    public void There_are_commands_in_the_documents() => Assert.InRange(Document.All.Sum(document => document.Commands.Count()), 60, 1000);

    [Theory]
    [InlineData("```sh\ndotnet run --project src/HydraBot -- doktor\n```", "there is no verb 'doktor'")]
    [InlineData("```sh\ndotnet run --project src/HydraBat\n```", "there is no src/HydraBat")]
    [InlineData("```\ndotnet run -c Release --project tests/HydraBot.Benchmarks -- gait\n```", "there is no benchmark 'gait'")]
    [InlineData("`HydraBot audit export`", "there is no verb 'audit export'")]
    [InlineData("`HydraBot --Storage:Pth=/x`", "there is no setting Storage:Pth")]
    [InlineData("`Discord__Tokn=x dotnet run --project src/HydraBot`", "there is no setting Discord__Tokn")]
    [InlineData("x\n\n    curl -d '{}' \\\n      http://127.0.0.1:8700/operations/container.fly\n", "nothing answers POST /operations/container.fly")]
    [InlineData("`curl http://127.0.0.1:8700/approvalls`", "nothing answers GET /approvalls")]
    [InlineData("```sh\nHYDRA_FUZZ=1 dotnet tests/HydraBot.Tests/bin/Debug/net10.0/HydraBot.Tests.dll --filter-class '*NoSuchTests'\n```", "--filter-class *NoSuchTests finds no test")]
    [InlineData("`dotnet tests/HydraBot.Tests/bin/Debug/net10.0/HydraBot.Tests.dll --filter-class '*CommandTests' '*NoSuchTests'`", "--filter-class *NoSuchTests finds no test")]
    [InlineData("`npm ci --prefix tests/HydraBot.Tests`", "npm has nothing to install in tests/HydraBot.Tests")]
    [InlineData("```sh\necho $(frobnicate a) && true\n```", "nobody knows the program frobnicate")]
    [InlineData("`docker compose exec hydra /app/HydraBot doctor`", "compose.yaml has no service hydra")]
    [InlineData("`docker compose exec hydrabot /app/HydraBot dokter`", "there is no verb 'dokter'")]
    [InlineData("`... -- gait 5`", "there is no benchmark 'gait'")]
    public void A_command_that_does_not_run_is_found(string page, string problem) =>
        Assert.Contains(Document.Of(page).Commands.SelectMany(_known.Problems), found => found.StartsWith(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("`src/HydraBot/Nowhere.cs`", "src/HydraBot/Nowhere.cs")]
    [InlineData("`assets/branding/*.gif`", "assets/branding/*.gif")]
    [InlineData("`Fleet:Heal:Speed`", "Fleet:Heal:Speed")]
    [InlineData("`DELETE /approvals/{id}`", "DELETE /approvals/{id}")]
    [InlineData("`SlothTests`", "SlothTests")]
    public void What_is_not_there_is_found(string page, string missing) => Assert.Equal([missing], Missing(Document.Of(page)));

    [Theory]
    [InlineData("[x](nowhere.md)", "nowhere.md#")]
    [InlineData("[x](install.md#upgrades)", "install.md#upgrades")]
    [InlineData("# One\n[x](#two)", "#two")]
    public void A_dead_link_is_found(string page, string link) => Assert.Equal([link], Dead(Document.Of(page)));

    private static Document Find(string name) => Document.All.Single(document => document.Name == name);

    private IEnumerable<string> Missing(Document document) =>
    [
        .. document.Spans.Where(KnownCommands.IsOurs).Where(path => !KnownCommands.Exists(path)),
        .. document.Spans.Where(span => Setting().IsMatch(span) && house.Knows(span.Split(':')[0], orSection: true)).Where(span => !house.Knows(span, orSection: true)),
        .. document.Spans.Where(span => Test().IsMatch(span) && !TestClasses.Value.Contains(span)),
        .. OfDiscord.Contains(document.Name) ? [] : document.Spans.Select(span => Call().Match(span)).Where(call => call.Success && !house.Serves(call.Groups[1].Value, call.Groups[2].Value)).Select(call => call.Value),
    ];

    private static IEnumerable<string> Dead(Document document)
    {
        foreach (var (target, anchor) in document.Links)
        {
            var path = document.PathOf(target);
            var page = target.Length == 0 ? document : Document.All.FirstOrDefault(other => other.Name == path);
            if ((page is null && !KnownCommands.Exists(path)) || (anchor.Length > 0 && page?.Anchors.Contains(anchor) != true))
                yield return $"{target}#{anchor}";
        }
    }

    [GeneratedRegex(@"^[A-Z]\w*(?::[\w<> -]+)+$")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\w+Tests$")]
    private static partial Regex Test();

    [GeneratedRegex(@"^(GET|POST|PUT|DELETE|PATCH) (/\S*)$")]
    private static partial Regex Call();
}
