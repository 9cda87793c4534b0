using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Emergency;

/// <summary>How the stop is pulled, kept and lifted.</summary>
public class LiftingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Before_anything_was_read_it_is_pulled_and_says_why()
    {
        var state = new Road().Stop.State!;
        Assert.Equal((true, "HydraBot", "the stored state was not read yet"), (state.Stopped, state.By, state.Reason));
    }

    [Fact]
    public async Task What_the_house_left_pulled_is_pulled_at_the_next_start_and_cancels_what_began()
    {
        var road = await StoppedAsync();
        var next = new Road(ledger: road.Ledger);
        var running = next.Stop.Running;
        await next.Stop.LoadAsync(Token);
        Assert.True(next.Stop.IsStopped && running.IsCancellationRequested);
    }

    [Fact]
    public async Task Lifted_it_is_lifted_on_disk_and_in_the_record_and_can_be_pulled_again()
    {
        var road = await StoppedAsync();
        for (var turn = 0; turn < 2; turn++)
        {
            await road.Stop.ResumeAsync(road.Room.Last!, "all clear", Token);
            Assert.Equal(("resumed", "all clear"), (road.Ledger.Drafts[^1].Result, Assert.Single(road.Ledger.Drafts[^1].Reasons)));
            Assert.False((await road.Ledger.LoadAsync(Token))!.Stopped);
            Assert.False(road.Stop.Running.IsCancellationRequested);

            var running = road.Stop.Running;
            var state = await road.Stop.StopAsync(road.Room.Last!, "smoke", Token);
            Assert.Equal((true, "smoke"), (state.Stopped, state.Reason));
            Assert.True(running.IsCancellationRequested);
            Assert.Equal("stopped", road.Ledger.Drafts[^1].Result);
        }
    }

    [Theory]
    [InlineData("""{"reason":"smoke"}""", "smoke")]
    [InlineData("""{"reason":null}""", EmergencyStop.NoReason)]
    [InlineData("{}", EmergencyStop.NoReason)]
    public async Task It_keeps_the_reason_that_was_given_and_says_where_none_was(string arguments, string reason)
    {
        var road = await new Road().LoadedAsync();
        await road.AskAsync("emergency.stop", arguments: arguments);
        Assert.Equal((true, "owner", reason), (road.Stop.State!.Stopped, road.Stop.State.By, road.Stop.State.Reason));
    }

    [Fact]
    public async Task A_house_that_is_stopped_says_who_lifts_it()
    {
        var road = await StoppedAsync();
        Assert.EndsWith("An Owner lifts it with /emergency resume on Discord.", Assert.Single((await road.RefusedAsync("room.change")).Reasons), StringComparison.Ordinal);
    }

    private static async Task<Road> StoppedAsync()
    {
        var road = await new Road().LoadedAsync();
        await road.AskAsync("emergency.test");
        await road.Stop.StopAsync(road.Room.Last!, "smoke", Token);
        return road;
    }

    [Fact]
    public async Task Pulled_while_somebody_lifts_it_it_holds_at_once_and_has_the_last_word()
    {
        var road = await StoppedAsync();
        var (lifting, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        var clearance = road.Room.Last!;
        await road.Stop.ResumeAsync(clearance, "all clear", Token);
        road.Ledger.Saving.Then(() =>
        {
            lifting.SetResult();
            return written.Task;
        });
        var lifted = road.Stop.ResumeAsync(clearance, "all clear", Token);
        await lifting.Task;
        var stopped = road.Stop.StopAsync(clearance, "smoke", Token);
        Assert.True(road.Stop.IsStopped);

        written.SetResult();
        await lifted;
        await stopped;
        Assert.True(road.Stop.IsStopped && road.Stop.Running.IsCancellationRequested);
        Assert.True((await road.Ledger.LoadAsync(Token))!.Stopped);
    }

    [Fact]
    public async Task A_house_that_has_ended_runs_nothing_and_lifts_nothing()
    {
        var road = await StoppedAsync();
        road.Stop.Dispose();
        Assert.Throws<ObjectDisposedException>(() => road.Stop.Running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => road.Stop.ResumeAsync(road.Room.Last!, "all clear", Token));
    }
}
