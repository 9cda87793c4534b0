using System.Diagnostics;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Improvement;

/// <summary>A patch of the code from the proposal to the running program and back, with real processes: watchdog, house, git, and a sandbox that builds.</summary>
public sealed class CodeReleaseTests : IAsyncLifetime
{
    private WatchedHouse _house = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        _house = await WatchedHouse.StartAsync();
    }

    public ValueTask DisposeAsync() => _house?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_patch_is_released_under_the_watchdog_and_kept_and_what_breaks_later_goes_back_under_one_restart()
    {
        // Good: proposed, built, approved by an Owner, on main, restarted into, watched, kept.
        var first = await _house.GitAsync("rev-parse", "main");
        var good = await _house.BuiltAsync("echo program 1", "echo program 2");
        var approval = await _house.ReleaseAsync(good);
        var kept = await _house.UntilAsync(good, "kept");
        var commit = kept.GetProperty("deployedAs").GetString()!;
        Assert.Equal(
            ["proposed", "tested", "validated", "approved", "deployed", "watched", "kept"], kept.GetProperty("transitions").EnumerateArray().Select(step => step.GetProperty("to").GetString()));
        Assert.Equal(commit, await _house.GitAsync("rev-parse", "main"));
        Assert.Contains("echo program 2", await File.ReadAllTextAsync(Path.Combine(_house.Repository, "launch"), Token), StringComparison.Ordinal);
        Assert.Equal("done", (await _house.GetAsync($"approvals/{approval}")).GetProperty("request").GetProperty("state").GetString());
        Assert.Equal(["installed", commit], _house.Started);
        Assert.Contains("program 2", _house.Heard);
        Assert.True(kept.GetProperty("evidence").GetProperty("rollbackRehearsedMs").GetDouble() > 0);

        // A trap: it is well at first, and hangs later. The watchdog goes back, and the house that it starts reverts the commit.
        var trap = await _house.BuiltAsync("echo program 2", $"echo program 3; [ \"$1\" = --version ] || (until [ -e {_house.Spring} ]; do sleep 0.1; done; kill -STOP $$) > /dev/null 2>&1 &");
        await _house.ReleaseAsync(trap);
        await _house.UntilAsync(trap, "watched");
        await _house.HearAsync("is well, and watched");
        await File.WriteAllTextAsync(_house.Spring, "", Token);
        var began = Stopwatch.GetTimestamp();
        Assert.Contains("its health does not answer, 3 looks in a row", await _house.HearAsync("is taken back"), StringComparison.Ordinal);
        await _house.HearAsync("HydraBot is ready");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s from the fault to the former program, ready");
        var back = await _house.UntilAsync(trap, "rolledBack");
        Assert.Equal(commit, _house.Started[^1]);
        Assert.Equal(4, _house.Started.Count);
        Assert.Contains("its health does not answer", back.GetProperty("transitions").EnumerateArray().Last().GetProperty("reason").GetString(), StringComparison.Ordinal);
        await IsRevertedAsync(back.GetProperty("deployedAs").GetString()!, commit);

        // Another: requests fail since it runs. The house's own guardrail takes it back.
        var failing = await _house.BuiltAsync("echo program 2", "echo program 4");
        await _house.ReleaseAsync(failing);
        await _house.UntilAsync(failing, "watched");
        for (var request = 0; request < 25; request++)
            (await _house.TryAsync("improvement.test", new { proposal = "999999" })).Dispose();
        await _house.HearAsync("watchdog: starts ");
        await _house.HearAsync("HydraBot is ready");
        var refused = await _house.UntilAsync(failing, "rolledBack");
        Assert.Contains("requests failed since", refused.GetProperty("transitions").EnumerateArray().Last().GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((commit, 6), (_house.Started[^1], _house.Started.Count));
        await IsRevertedAsync(refused.GetProperty("deployedAs").GetString()!, commit);
        Assert.Equal(first, await _house.GitAsync("rev-parse", $"{commit}^"));
        Assert.True((await _house.AskAsync("audit.verify", new { })).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task What_makes_the_house_unwell_by_itself_after_it_looked_well_goes_back_by_itself_under_one_restart()
    {
        var before = await _house.GitAsync("rev-parse", "main");
        var trap = await _house.BuiltAsync("echo program 1", await _house.TrapAsync("echo program 2", TimeSpan.FromSeconds(3)));
        await _house.ReleaseAsync(trap);
        // From here on nobody does anything: the new program is well, is watched, becomes unwell, and the former one runs again.
        await _house.HearAsync("is well, and watched");
        Assert.Equal("installed", (await _house.HearAsync("watchdog: starts "))["watchdog: starts ".Length..]);
        await _house.HearAsync("HydraBot is ready");
        var back = await _house.UntilAsync(trap, "rolledBack");

        // Watchdog and house both look; whichever is the first to see it three times asks for the way back.
        Assert.Matches("its health answers 503, 3 looks in a row|the house is unhealthy .discord.", back.GetProperty("transitions").EnumerateArray().Last().GetProperty("reason").GetString());
        Assert.Contains(back.GetProperty("transitions").EnumerateArray(), step => step.GetProperty("to").GetString() == "watched");
        Assert.Equal(["installed", back.GetProperty("deployedAs").GetString()!, "installed"], _house.Started);
        // It may still be on its way to Discord; turned away for good it is not.
        Assert.NotEqual("unhealthy", (await _house.GetAsync("health")).GetProperty("status").GetString());
        await IsRevertedAsync(back.GetProperty("deployedAs").GetString()!, before);
    }

    [Fact]
    public async Task A_watchdog_that_is_killed_takes_its_house_along_and_the_next_one_goes_on_watching()
    {
        var proposal = await _house.BuiltAsync("echo program 1", "echo program 2");
        await _house.ReleaseAsync(proposal);
        await _house.KillWatchdogAsync();
        await _house.WatchAsync();
        var kept = await _house.UntilAsync(proposal, "kept");
        var commit = kept.GetProperty("deployedAs").GetString()!;
        Assert.Equal(["installed", commit, commit], _house.Started);
    }

    /// <summary>The history holds the commit and the one that reverts it, and the sources are as before it.</summary>
    private async Task IsRevertedAsync(string commit, string before)
    {
        Assert.Contains($"This reverts commit {commit}", await _house.GitAsync("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
        Assert.Equal(await _house.GitAsync("rev-parse", $"{before}^{{tree}}"), await _house.GitAsync("rev-parse", "main^{tree}"));
        Assert.Empty(await _house.GitAsync("status", "--porcelain"));
    }
}
