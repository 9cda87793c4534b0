using System.Text.Json;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Image;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>A program that does nothing but start itself again, in every language: it is stopped, and neither the machine nor the next program feels it.</summary>
/// <remarks>The small image of the tests holds four languages; with <c>HYDRA_SANDBOX_ALL=1</c> the image of all of them is used, and built where it is missing.</remarks>
[Collection("Sandboxes under load")]
public sealed class ForkBombTests(ForkBombTests.BombHouse house) : IClassFixture<ForkBombTests.BombHouse>
{
    private const string InC = "#include <unistd.h>\nint main(void) { for (;;) fork(); }";
    private const string InShell = "b(){ b|b& }; b; while :; do :; done";

    /// <summary>By language; a new row of the table of languages needs a bomb here.</summary>
    private static readonly Dictionary<string, string> Bombs = new(StringComparer.Ordinal)
    {
        ["python"] = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        ["bash"] = InShell,
        ["javascript"] = "const { spawn } = require('child_process');\nfor (;;) try { spawn(process.execPath, [__filename]).on('error', () => {}); } catch {}",
        ["c"] = InC,
        ["cpp"] = InC,
        ["go"] = "package main\nimport (\"os\"; \"os/exec\")\nfunc main() { for { c := exec.Command(os.Args[0]); _ = c.Start() } }",
        ["rust"] = "use std::{env, process::Command};\nfn main() { let me = env::current_exe().unwrap(); loop { let _ = Command::new(&me).spawn(); } }",
        ["csharp"] = "while (true) { try { System.Diagnostics.Process.Start(\"/bin/sh\", \"-c 'b(){ b|b& }; b'\"); } catch (System.Exception) { } }",
        ["sql"] = ".shell while :; do (while :; do :; done)& done",
        ["perl"] = "while (1) { fork }",
        ["ruby"] = "loop { begin; fork; rescue SystemCallError; end }",
        ["lua"] = "while true do os.execute('b(){ b|b& }; b; sleep 1') end",
        ["php"] = "<?php while (true) { @exec('b(){ b|b& }; b; sleep 1'); }",
        ["r"] = "while (TRUE) try(system('b(){ b|b& }; b; sleep 1'), silent = TRUE)",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool All => Environment.GetEnvironmentVariable("HYDRA_SANDBOX_ALL") == "1";

    public static TheoryData<string> Languages => [.. Bombs.Keys.Where(language => All || InTheSmallImage.Contains(language))];

    private static readonly string[] InTheSmallImage = ["python", "bash", "perl", "sql"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_is_stopped_and_nobody_feels_it(string language)
    {
        var before = HostView.Now();

        var bomb = house.House.RunAsync(language, Bombs[language], new { timeoutSeconds = All ? 20 : 3, memoryMb = All ? 512 : 256 }, caller: "bomber");
        var beside = await house.House.RunAsync("python", "print('beside')", caller: "neighbour");
        var run = await bomb;

        Assert.Equal("beside\n", beside.GetProperty("stdout").GetString());
        // Stopped from outside, or by itself when it got no further process.
        var stopped = run.GetProperty("exitCode").GetInt32() != 0 || run.GetProperty("stderr").GetString()!.Contains("Cannot fork", StringComparison.Ordinal);
        Assert.True(stopped, $"It ended well: {run}");
        await before.IsUnchangedAsync(house.House, Token);
    }

    [Fact]
    public void Every_language_has_a_bomb()
    {
        using var table = JsonDocument.Parse(File.ReadAllBytes(new SandboxAssets().File("languages.json")));
        Assert.Empty(table.RootElement.EnumerateObject().Select(language => language.Name).Except(Bombs.Keys));
    }

    /// <summary>Without workers started ahead, so that whatever is left is left of the bomb.</summary>
    public sealed class BombHouse : IAsyncLifetime
    {
        public SandboxHouse House { get; } = new(
            [("Sandbox:Pool:MaxPerLanguage", "0"), ("Sandbox:Extras", All ? "true" : "false"), .. All ? Everything : []]);

        /// <summary>Takes back what makes the tests' image small.</summary>
        private static IEnumerable<(string Key, string Value)> Everything => Bombs.Keys.Select((language, index) => ($"Sandbox:Include:{index}", language));

        public ValueTask InitializeAsync() => House.InitializeAsync();

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
