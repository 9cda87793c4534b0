using HydraBot.Improvement;
using HydraBot.Improvement.Code;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>The watchdog over programs that are scripts: what it starts, what it takes back.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class WatchdogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-watchdog-");
    private readonly Releases _releases;

    public WatchdogTests() => _releases = new Releases(_folder.FullName);

    private string Log => Path.Combine(_folder.FullName, "log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_new_program_that_ends_while_it_is_watched_is_taken_back_and_the_old_one_runs_again()
    {
        // The old one asks for the new one at its first start, and ends well at its second.
        Program("old", $"echo old >> {Log}; if [ -e {_folder}/asked ]; then exit 0; fi; touch {_folder}/asked; echo -n new > {_folder}/improvement/releases/next; exit 75");
        Program("new", $"echo new >> {Log}; exit 1");
        _releases.SetCurrent("old");

        Assert.Equal(0, await RunAsync());
        Assert.Equal(["old", "new", "old"], await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken));
        Assert.Equal("old", _releases.Current);
        Assert.Null(_releases.Next);
        Assert.Equal(("new", "it ended with 1 while it was watched"), _releases.Returned);
    }

    [Fact]
    public async Task A_new_program_whose_health_never_answers_is_taken_back()
    {
        Program("old", $"echo old >> {Log}; exit 0");
        Program("new", $"echo new >> {Log}; exec sleep 60");
        _releases.SetCurrent("old");
        _releases.SetNext("new");

        Assert.Equal(0, await RunAsync());
        Assert.Equal(["new", "old"], await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken));
        Assert.Equal("its health does not answer, and never did", _releases.Returned?.Reason);
    }

    [Fact]
    public async Task A_program_that_falls_again_and_again_is_not_started_for_ever()
    {
        Program("old", $"echo old >> {Log}; exit 9");
        _releases.SetCurrent("old");
        Assert.Equal(9, await RunAsync());
        Assert.Equal(5, (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Length);
    }

    private Task<int> RunAsync()
    {
        var options = new ImprovementOptions { Watch = new WatchOptions { For = TimeSpan.FromSeconds(1), Start = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromMilliseconds(100) } };
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Api:Url"] = "http://127.0.0.1:9" }).Build();
        return new Watchdog(_releases, Options.Create(options), settings, TimeProvider.System).RunAsync(TextWriter.Null, [], TestContext.Current.CancellationToken);
    }

    private void Program(string commit, string script)
    {
        var folder = Directory.CreateDirectory(_releases.FolderOf(commit));
        var file = Path.Combine(folder.FullName, "HydraBot");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
