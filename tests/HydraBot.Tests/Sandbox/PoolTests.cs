using HydraBot.Governance.Operations;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Pool;
using HydraBot.Sandbox.Queue;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Sandbox;

/// <summary>How many wait ready, how many run, and who is sent away.</summary>
public sealed class PoolTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_is_kept_ready_before_anybody_asked_and_one_until_long_after()
    {
        var demand = new Demand(TimeSpan.FromMinutes(10), keep: 0);
        Assert.Equal(0, demand.Wanted(Noon, 3));
        demand.Enter(Noon);
        demand.Leave();
        Assert.Equal(1, demand.Wanted(Noon, 3));
        Assert.Equal(1, demand.Wanted(Noon.AddMinutes(9), 3));
        Assert.Equal(0, demand.Wanted(Noon.AddMinutes(11), 3));
    }

    [Fact]
    public void A_wave_wants_as_many_as_came_at_once_up_to_the_limit_and_is_forgotten()
    {
        var demand = new Demand(TimeSpan.FromMinutes(10), keep: 0);
        for (var n = 0; n < 5; n++)
            demand.Enter(Noon);
        Assert.Equal(3, demand.Wanted(Noon, 3));
        Assert.Equal(5, demand.Wanted(Noon, 8));
        Assert.Equal(1, demand.Wanted(Noon.AddMinutes(2), 8));
    }

    [Fact]
    public void After_three_failures_in_a_row_nothing_is_started_ahead_for_a_while_longer_each_time()
    {
        var failures = new StartFailures();
        failures.Failed(Noon);
        failures.Failed(Noon);
        Assert.False(failures.IsPaused(Noon));
        failures.Failed(Noon);
        Assert.True(failures.IsPaused(Noon.AddSeconds(14)));
        Assert.False(failures.IsPaused(Noon.AddSeconds(16)));
        failures.Failed(Noon);
        Assert.True(failures.IsPaused(Noon.AddSeconds(29)));
        for (var n = 0; n < 100; n++)
            failures.Failed(Noon);
        Assert.False(failures.IsPaused(Noon.AddMinutes(11)));
        failures.Succeeded();
        Assert.False(failures.IsPaused(Noon));
    }

    [Fact]
    public async Task A_member_has_a_share_and_others_go_past()
    {
        using var queue = Queue(concurrent: 3, perMember: 2, waiting: 10, waitingPerMember: 10);
        var first = await queue.EnterAsync("a", Token);
        using var second = await queue.EnterAsync("a", Token);
        var third = queue.EnterAsync("a", Token);
        Assert.False(third.IsCompleted);
        using var other = await queue.EnterAsync("b", Token);
        Assert.Equal((3, 1), (queue.Running, queue.Waiting));

        first.Dispose();
        first.Dispose();
        using var got = await third;
        Assert.Equal((3, 0), (queue.Running, queue.Waiting));
    }

    [Fact]
    public async Task Whoever_is_too_much_is_sent_away_with_a_sentence()
    {
        using var queue = Queue(concurrent: 1, perMember: 1, waiting: 2, waitingPerMember: 1);
        using var running = await queue.EnterAsync("a", Token);
        using var give = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = queue.EnterAsync("a", give.Token);
        var more = queue.EnterAsync("a", give.Token);
        Assert.Contains("allowed are 1", (await Assert.ThrowsAsync<OperationException>(() => queue.EnterAsync("a", Token))).Message, StringComparison.Ordinal);
        var another = queue.EnterAsync("b", give.Token);
        Assert.Contains("full", (await Assert.ThrowsAsync<OperationException>(() => queue.EnterAsync("c", Token))).Message, StringComparison.Ordinal);

        await give.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => more);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => another);
        Assert.Equal((1, 0), (queue.Running, queue.Waiting));
    }

    private static ExecutionQueue Queue(int concurrent, int perMember, int waiting, int waitingPerMember) => new(Options.Create(
        new SandboxOptions { Concurrent = concurrent, ConcurrentPerMember = perMember, Waiting = waiting, WaitingPerMember = waitingPerMember }));
}
