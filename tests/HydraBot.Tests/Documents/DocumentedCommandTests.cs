using System.Diagnostics;
using HydraBot.Fleet.Host;
using HydraBot.Testing;
using HydraBot.Tests.Hosting.Starting;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>
/// Every command of the documents, run: here against a house of its own; by the test that is named, where it needs more; by hand, where it takes
/// minutes on an idle machine. A command that nobody runs fails.
/// </summary>
public sealed class DocumentedCommandTests(DocumentedHouse house) : IClassFixture<DocumentedHouse>
{
    private static readonly (string Command, string Test)[] RunByTests =
    [
        ("setup", "SetupTests"), ("watch", "WatchTests"), ("claude-hook", "ClaudeBridgeTests"), ("claude-channel", "ChannelProcessTests"), ("mcp", "ClaudeMcpTests"),
        ("claude mcp add", "ClaudeMcpTests"), ("deploy/build-image.sh", "ImageTests"), ("dotnet publish", "ImageTests"), ("docker compose up", "ComposeFileTests"),
    ];

    // What is being run while this runs: the build, the tests, and all of it by the script.
    private static readonly string[] OfThisRun = ["dotnet build", "dotnet test", ".ci/run", "sandbox build-image"];

    // The benchmarks take minutes, or data that is not here; mutations an hour; channels need an account of Claude's.
    private static readonly string[] ByHand = ["claude --dangerously-load-development-channels", "speech", "clips", "start", "status", "recall", "routing", "eng/mutants.sh"];

    // Programs of the system, which change it.
    private static readonly string[] OfTheSystem = ["useradd", "install", "systemctl", "journalctl", "apt-get", "printf", "openssl", "chmod", "cd", "cat"];

    // As small as they can be: what is tried is that they run, not how fast.
    private static readonly Dictionary<string, string[]> Briefly = new()
    {
        ["events"] = ["events", "500"],
        ["voice"] = ["voice", "500"],
        ["audit"] = ["audit", "500"],
        ["mcp"] = ["mcp", "20"],
        ["memory"] = ["memory", "speed", "500"],
        ["vectors"] = ["vectors", "2000"],
        ["sandbox"] = ["sandbox", "1", "1"],
        ["round-trip"] = ["round-trip", "20"],
        ["gate"] = ["gate", "200"],
        ["stop"] = ["stop", "2"],
        ["ab"] = ["ab", "20"],
        ["decisions"] = ["decisions"],
        ["forecasts"] = ["forecasts", "2"],
        ["charts"] = ["charts"],
        ["cache"] = ["cache"],
        ["gateway"] = ["gateway", "50"],
    };

    private const string Benchmarks = "tests/HydraBot.Benchmarks";

    private static string Root => SourceFolder.Root;

    public static TheoryData<string> Lines => [.. Commands.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, IReadOnlyList<string>> Commands { get; } = Document.All.SelectMany(document => document.Commands).SelectMany(ShellLine.Commands)
        .Select(words => Plainly([.. words.SkipWhile(word => word.StartsWith("HYDRA_", StringComparison.Ordinal))])).DistinctBy(words => string.Join(' ', words)).ToDictionary(words => string.Join(' ', words), IReadOnlyList<string> (words) => words);

    [Theory]
    [MemberData(nameof(Lines))]
    public Task It_runs(string line) => RunAsync([.. Commands[line]]);

    [Fact]
    public async Task A_command_that_nobody_runs_is_found() =>
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(["frobnicate", "a"]));

    /// <summary>The same for all ways of starting the house, or one benchmark.</summary>
    private static string[] Plainly(string[] words) => words switch
    {
        ["dotnet", "run", .. var rest] when rest.Contains(Benchmarks) => Plainly(["...", .. rest.SkipWhile(word => word != Benchmarks).Skip(1)]),
        ["...", "--", .. var benchmark] => Plainly(["...", .. benchmark]),
        ["...", var name, ..] => ["...", name],
        ["dotnet", "run", "--project", "src/HydraBot", .. var verb] => ["HydraBot", .. verb.SkipWhile(word => word == "--")],
        ["docker", "compose", "exec", _, _, .. var verb] => ["HydraBot", .. verb],
        ["./HydraBot", .. var verb] => ["HydraBot", .. verb],
        _ => words,
    };

    private Task RunAsync(string[] words) => words switch
    {
        ["...", var benchmark] => BenchmarkAsync(benchmark),
        ["HydraBot", .. var verb] => HouseAsync(verb),
        ["curl", ..] => FinishAsync("curl", ["--fail-with-body", "--silent", .. words.Skip(1).Select(house.Here)], "curl is not installed"),
        ["npm", "ci", "--prefix", var folder] => FinishAsync("npm", ["ls", "--prefix", Path.Combine(Root, folder)], "npm ci was not run there"),
        ["dotnet", var tests, .. var filters] when tests.EndsWith("Tests.dll", StringComparison.Ordinal) => TestsAsync(Path.Combine(Root, tests), filters),
        [.. var settings] when settings.All(word => word.Contains('=', StringComparison.Ordinal)) => Task.CompletedTask,
        [var program, ..] when OfTheSystem.Contains(program) => Task.CompletedTask,
        _ => Elsewhere(string.Join(' ', words)),
    };

    private async Task HouseAsync(string[] verb)
    {
        string[] words = [.. verb.TakeWhile(word => word is not ['-', ..])];
        var operands = words switch
        {
            // The house itself, which runs here; and what it says of itself.
            [] when verb is ["--version" or "--help"] => verb,
            [] => null,
            ["audit", "export", _] => ["audit", "export", "export.jsonl"],
            ["audit", "verify", _] => ["audit", "verify", await ExportAsync()],
            ["audit", "compare", _] => ["audit", "compare", house.Checkpoint],
            ["constitution", "check", _] => ["constitution", "check", "A"],
            ["constitution", "diff", ..] or ["doctor"] or ["health"] or ["audit", "verify"] or ["mcp", "test"] or ["mcp", "register"] or ["voice", "fetch-models"] => words,
            _ => await NotHereAsync(string.Join(' ', words)),
        };
        if (operands is not null)
            await SayAsync(operands);
    }

    private async Task<string> ExportAsync()
    {
        await SayAsync(["audit", "export", "exported.jsonl"]);
        return "exported.jsonl";
    }

    private async Task SayAsync(string[] verb)
    {
        string[] settings = verb is ["--version" or "--help"] or ["constitution", ..] or ["audit", "verify", _] ? [] : house.Settings;
        var ended = await Executable.RunAsync(house.Folder, [.. verb, .. settings], environment: [("HOME", house.Folder)]);
        Assert.True(ended.ExitCode == 0, string.Join('\n', ended.Output.Concat(ended.Errors)));
        Assert.NotEmpty(ended.Output);
    }

    private static async Task<string[]?> NotHereAsync(string verb)
    {
        await Elsewhere(verb);
        return null;
    }

    private static async Task BenchmarkAsync(string name)
    {
        if (ByHand.Contains(name))
            return;
        var program = Path.Combine(Root, Benchmarks, "bin/Debug/net10.0/HydraBot.Benchmarks.dll");
        Parts.Require(File.Exists(program), $"The benchmarks are not built: dotnet build {Benchmarks}");
        await FinishAsync("dotnet", [program, .. Briefly[name]], "a part that it needs is not here");
    }

    private static async Task TestsAsync(string program, string[] filters)
    {
        Parts.Require(File.Exists(program), $"{program} is not built.");
        var said = await FinishAsync("dotnet", [program, .. filters, "--list-tests"], "it is not built");
        Assert.Matches(@"(?m)^\s*HydraBot\.|found \d+ test", said);
    }

    private static Task Elsewhere(string command)
    {
        if (OfThisRun.Concat(ByHand).Any(known => command == known || command.StartsWith($"{known} ", StringComparison.Ordinal)))
            return Task.CompletedTask;
        var (_, test) = RunByTests.FirstOrDefault(known => command == known.Command || command.StartsWith($"{known.Command} ", StringComparison.Ordinal));
        Assert.True(test is not null, $"Nobody runs: {command}");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Root, "tests"), $"{test}.cs", SearchOption.AllDirectories));
        return Task.CompletedTask;
    }

    private static async Task<string> FinishAsync(string program, string[] arguments, string otherwise)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        Parts.Require(HostProgram.Find(program) is not null, $"{program} is not on this machine.");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            Parts.Require(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode} ({otherwise}?):\n{await output}{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
