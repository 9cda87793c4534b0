using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Emergency;

/// <summary>The stop does not wait for anything that may be slow, full or stuck.</summary>
public class EmergencyStopTests
{
    [Theory]
    [InlineData(CallerKind.Member)]
    [InlineData(CallerKind.Key)]
    [InlineData(CallerKind.Model)]
    [InlineData(CallerKind.Schedule)]
    public async Task It_holds_and_cancels_what_runs_even_where_nothing_can_be_written(CallerKind kind)
    {
        var road = await new Road().LoadedAsync();
        var (begun, ended, mended) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        road.Room.During = async token =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
            finally
            {
                // Its outcome can only be written once there is room again.
                ended.SetResult();
                await mended.Task;
            }
        };
        var running = road.AskAsync("room.change");
        await begun.Task;
        road.Ledger.Full = true;
        await Assert.ThrowsAsync<IOException>(() => road.AskAsync("emergency.stop", Road.Operator with { Kind = kind }, """{"reason":"smoke"}"""));
        await ended.Task;
        Assert.True(road.Stop.IsStopped);
        road.Ledger.Full = false;
        mended.SetResult();
        Assert.Equal(CancelCause.EmergencyStop, Assert.IsType<OperationOutcome.Cancelled>(await running).Cause);
        Assert.Equal(RefusalKind.Stopped, (await road.RefusedAsync("room.change")).Kind);
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look"));
    }

    [Fact]
    public async Task What_was_allowed_in_the_moment_before_does_not_begin_after_it()
    {
        var road = await new Road().LoadedAsync();
        road.Ledger.Entering.Then(() => road.AskAsync("emergency.stop", arguments: """{"reason":"smoke"}"""));
        var outcome = await road.AskAsync("room.change");
        Assert.Equal(CancelCause.EmergencyStop, Assert.IsType<OperationOutcome.Cancelled>(outcome).Cause);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task Whoever_may_not_pull_it_holds_nothing()
    {
        var road = await new Road().LoadedAsync();
        await road.RefusedAsync("emergency.stop", Road.Viewer, """{"reason":"prank"}""");
        Assert.False(road.Stop.IsStopped);
    }
}
