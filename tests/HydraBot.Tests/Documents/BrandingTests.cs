using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;
using HydraBot.Testing;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>The pictures are what the page says, and the program shows the same.</summary>
public sealed partial class BrandingTests
{
    private static readonly string Branding = Path.Combine(SourceFolder.Root, "assets", "branding");

    public static TheoryData<string> Pictures => [.. Directory.GetFiles(Branding, "*.svg", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Branding, file))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_stands_alone_and_says_what_it_is(string file)
    {
        var picture = XDocument.Load(Path.Combine(Branding, file)).Root!;

        Assert.Equal("svg", picture.Name.LocalName);
        Assert.NotNull(picture.Attribute("viewBox"));
        Assert.Equal("img", picture.Attribute("role")!.Value);
        Assert.NotEqual("", picture.Attribute("aria-label")!.Value);
        Assert.DoesNotContain(picture.DescendantsAndSelf(), element => element.Name.LocalName is "script" or "image" or "foreignObject");
        Assert.DoesNotContain(picture.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_table_of_colours_is_what_cards_wear()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SourceFolder.Root, "docs", "branding.md"), Stop);
        var rows = SeverityRow().Matches(page).ToDictionary(row => row.Groups["severity"].Value, row => row.Groups["colour"].Value);

        Assert.Equal(Enum.GetNames<CardSeverity>().Order(), rows.Keys.Order());
        foreach (var severity in Enum.GetValues<CardSeverity>())
        {
            var colour = int.Parse(rows[severity.ToString()].AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.Equal(colour, Assert.Single(CardMessage.Draw(new Card { Title = "x", Severity = severity }).Embeds!).Color);
            var icon = await File.ReadAllTextAsync(Path.Combine(Branding, "severity", $"{severity.ToString().ToLowerInvariant()}.svg"), Stop);
            Assert.Contains(rows[severity.ToString()], icon, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("avatar.svg")]
    [InlineData("favicon.svg")]
    [InlineData("wordmark.svg")]
    [InlineData("banner.svg")]
    public void The_mark_has_the_same_lines_everywhere(string file)
    {
        var mark = Lines(File.ReadAllText(Path.Combine(Branding, "mark.svg")));

        Assert.Equal(5, mark.Length);
        Assert.Empty(mark.Except(Lines(File.ReadAllText(Path.Combine(Branding, file)))));
    }

    [Fact]
    public async Task The_page_draws_the_mark_shows_its_icon_and_the_bot_wears_its_picture()
    {
        await using var desk = await Desk.OpenAsync();
        var icons = await desk.Http.GetStringAsync(new Uri(desk.Discord.Url, "ui/icons.js"), Stop);
        var html = await desk.Http.GetStringAsync(new Uri(desk.Discord.Url, "/"), Stop);

        Assert.All(Lines(await File.ReadAllTextAsync(Path.Combine(Branding, "mark.svg"), Stop)), line => Assert.Contains($"'{line}'", icons, StringComparison.Ordinal));
        Assert.Contains("href=\"/favicon.svg\"", html, StringComparison.Ordinal);
        await IsServedAsync(desk, "favicon.svg", "favicon.svg");
        await IsServedAsync(desk, $"avatars/{desk.ApplicationId}/x.svg", "avatar.svg");
    }

    private static async Task IsServedAsync(Desk desk, string path, string file) => Assert.Equal(
        await File.ReadAllTextAsync(Path.Combine(Branding, file), Stop),
        await desk.Http.GetStringAsync(new Uri(desk.Discord.Url, path), Stop));

    private static string[] Lines(string svg) => [.. Line().Matches(svg).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\sd=""([^""]+)""")]
    private static partial Regex Line();

    [GeneratedRegex(@"^\| (?<severity>\w+) \| `(?<colour>#[0-9A-F]{6})` \| !\[", RegexOptions.Multiline)]
    private static partial Regex SeverityRow();
}
