using HydraBot.CrashSubject;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.IntegrationTests.Support;
using Xunit;

namespace HydraBot.IntegrationTests.Governance;

/// <summary>A process that is killed at a step of the road, and what the next one makes of it; the same on each backend.</summary>
public abstract class CrashTests : IAsyncLifetime
{
    private Backend _backend = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How many random kills; a longer run is asked for by <c>HYDRA_KILLS</c>.</summary>
    protected virtual int Kills => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_KILLS"), out var kills) ? kills : 20;

    public async ValueTask InitializeAsync() => _backend = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
            await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Killed_before_it_was_judged_it_is_cancelled_and_never_runs()
    {
        await CrashAsync(CrashPoints.Stored);
        await using var house = await House.StartAsync(_backend);

        Assert.Equal(RequestState.Cancelled, await OnlyStateAsync(house));
        Assert.Empty(house.Effects);
    }

    [Fact]
    public async Task Killed_while_people_were_asked_it_is_asked_again_and_runs_once_when_approved()
    {
        await CrashAsync(CrashPoints.Asked);
        await using var house = await House.StartAsync(_backend);
        var approval = await house.Door.Shown.ReadAsync(Token);
        Assert.Empty(house.Effects);

        await house.VoteAsync(approval.Id);
        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
        Assert.Equal(2, house.Effects.Count);
    }

    [Fact]
    public async Task Killed_after_the_decision_it_runs_once_at_the_next_start()
    {
        await CrashAsync(CrashPoints.Decided);
        await using (var house = await House.StartAsync(_backend))
        {
            Assert.Equal(ApprovalState.Approved, (await house.Door.Decided.ReadAsync(Token)).State);
            Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
            Assert.Equal(2, house.Effects.Count);
        }

        await using var later = await House.StartAsync(_backend);
        Assert.Equal(RequestState.Done, await OnlyStateAsync(later));
        Assert.Equal(2, later.Effects.Count);
    }

    [Theory]
    [InlineData(CrashPoints.Intent, 0)]
    [InlineData(CrashPoints.EffectBegun, 1)]
    [InlineData(CrashPoints.EffectDone, 2)]
    public async Task Killed_while_it_ran_it_is_told_to_people_and_not_run_again(string point, int lines)
    {
        await CrashAsync(point);
        await using var house = await House.StartAsync(_backend);

        Assert.Equal("Cut off: subject.effect", (await house.Door.Notices.ReadAsync(Token)).Title);
        Assert.Contains("not known", Assert.IsType<OperationOutcome.Failed>(await house.Door.Finished.ReadAsync(Token)).Message, StringComparison.Ordinal);
        Assert.Equal(RequestState.Interrupted, await OnlyStateAsync(house));
        Assert.Equal(lines, house.Effects.Count);
    }

    [Fact]
    public async Task Killed_after_the_outcome_nothing_is_left_to_do()
    {
        await CrashAsync(CrashPoints.Outcome);
        await using var house = await House.StartAsync(_backend);

        Assert.Equal(RequestState.Done, await OnlyStateAsync(house));
        Assert.Equal(2, house.Effects.Count);
        Assert.False(house.Door.Notices.TryRead(out _));
    }

    [Fact]
    public async Task Killed_at_random_moments_no_approval_is_lost_nothing_runs_twice_and_the_chain_holds()
    {
        var promises = new List<string>();
        var random = new Random(Kills);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var child = SubjectProcess.Start(_backend, "loop");
            // The first one gets as far as an approval, so that there is something to lose.
            await (kill == 0 ? child.Promised : child.Ready);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 120)), TimeProvider.System, Token);
            await child.KillAsync(Token);
            promises.AddRange(child.Lines);
        }

        await using var house = await House.StartAsync(_backend);
        foreach (var waiting in await house.Approvals.ListAsync(ApprovalState.Pending, int.MaxValue, Token))
            await house.VoteAsync(waiting.Id);
        var approvals = await house.Approvals.ListAsync(null, int.MaxValue, Token);
        await SettleAsync(house, approvals);

        Assert.NotEmpty(approvals);
        var known = approvals.Select(approval => $"{approval.Id:N} {approval.Request.Id:N}").ToHashSet();
        Assert.All(promises.Where(line => line.StartsWith("asked ", StringComparison.Ordinal)), line => Assert.Contains(line["asked ".Length..], known));
        Assert.All(approvals, approval => Assert.Equal(ApprovalState.Approved, approval.State));

        var begun = house.Effects.Where(line => line.StartsWith("begin", StringComparison.Ordinal)).CountBy(line => line.Split(' ')[2]).ToDictionary();
        Assert.All(begun, effect => Assert.Equal(1, effect.Value));
        foreach (var approval in approvals)
        {
            var state = await house.StateAsync(approval.Request.Id);
            Assert.True(state is RequestState.Done or RequestState.Interrupted, $"{approval.Request.Id} is {state}");
            if (state == RequestState.Done)
                Assert.True(begun.ContainsKey($"{approval.Request.Id:N}"));
        }

        var chain = await house.Audit.VerifyAsync(Token);
        Assert.True(chain.Valid, chain.Problem);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {approvals.Count} approvals, {begun.Count} effects, {chain.Entries} entries");
    }

    [Fact]
    public async Task Killed_while_many_append_the_chain_holds_and_nothing_that_was_acknowledged_is_lost()
    {
        var acknowledged = new List<string>();
        var random = new Random(Kills);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var child = SubjectProcess.Start(_backend, "append");
            await (kill == 0 ? child.Promised : child.Ready);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 120)), TimeProvider.System, Token);
            await child.KillAsync(Token);
            // The last line may have been cut off while it was told.
            acknowledged.AddRange(child.Lines.Where(line => line.StartsWith("approved ", StringComparison.Ordinal) && line.EndsWith('.')));
        }

        await using var house = await House.StartAsync(_backend);
        Assert.True((await house.Audit.VerifyAsync(Token)).Valid);
        var kept = await house.Audit.ReadAsync(0, int.MaxValue, Token).ToDictionaryAsync(entry => entry.Sequence, entry => entry.Hash, cancellationToken: Token);
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, line =>
        {
            var words = line.TrimEnd('.').Split(' ');
            Assert.Equal(words[2], kept[long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture)]);
        });
    }

    protected abstract Task<Backend> CreateAsync();

    private static async Task SettleAsync(House house, IReadOnlyList<Approval> approvals)
    {
        var open = (await house.Journal.InStateAsync([RequestState.Approved, RequestState.Running], Token)).Count;
        while (open > 0)
        {
            await house.Door.Finished.ReadAsync(Token);
            open = (await house.Journal.InStateAsync([RequestState.Approved, RequestState.Running], Token)).Count;
        }

        Assert.NotEmpty(approvals);
    }

    private static async Task<RequestState> OnlyStateAsync(House house)
    {
        Assert.True((await house.Audit.VerifyAsync(Token)).Valid);
        return Assert.Single(await house.Journal.InStateAsync(Enum.GetValues<RequestState>(), Token)).State;
    }

    private async Task CrashAsync(string point)
    {
        await using var child = SubjectProcess.Start(_backend, "once", point);
        await child.DeadAsync(Token);
    }
}
