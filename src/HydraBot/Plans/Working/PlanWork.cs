using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Plans.Operations;
using HydraBot.Plans.Stored;

namespace HydraBot.Plans.Working;

/// <summary>Works through plans, one item after the other, and tells how they stand. The one reader of the signal, and the one who settles items.</summary>
internal sealed partial class PlanWork(
    PlanStore store, ItemWork work, PlanSignal signal, GovernedExecutor road, EmergencyStop stop, IEnumerable<INoticeBoard> boards, TimeProvider time, ILogger<PlanWork> logger) : BackgroundService
{
    /// <summary>How long a stop of the house waits for a call that runs; a model's work takes too long to be waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private static readonly Caller Plans = new(CallerKind.Schedule, "plans", "The work plan", AccessLevel.Operator);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var recovered = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!recovered)
                    await RecoverAsync(stoppingToken);
                recovered = true;
                var open = await CareAsync(stoppingToken);
                if (open.FirstOrDefault(plan => plan.State == PlanState.Running) is { } running && await StepAsync(running, stoppingToken))
                    continue;
                await signal.WaitAsync(open.Count == 0 ? Timeout.InfiniteTimeSpan : Left(open), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The next start goes on from what is stored.
            }
            catch (Exception exception)
            {
                // A night's work outlives a bad moment of the disk; the store says where it stood.
                LogBroken(exception);
                recovered = false;
                await signal.WaitAsync(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>What was begun and not noted as ended was cut off: the record says how far it came.</summary>
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var plan in await store.OpenAsync(cancellationToken))
        {
            foreach (var item in plan.Items.Where(item => item.State == PlanItemState.Begun))
                await SettleAsync(plan, item, await work.LookAsync(plan, item, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Looks after what waits, what is to be ticked and what is to be told; gives what is still open.</summary>
    private async Task<IReadOnlyList<Plan>> CareAsync(CancellationToken cancellationToken)
    {
        var changed = new HashSet<long>();
        foreach (var plan in await store.OpenAsync(cancellationToken))
        {
            foreach (var item in plan.Items.Where(item => item.State == PlanItemState.Waiting))
            {
                if (await work.LookAsync(plan, item, cancellationToken) is { State: not PlanItemState.Waiting } end && await SettleAsync(plan, item, end, cancellationToken))
                    changed.Add(plan.Number);
            }
        }

        foreach (var plan in await store.OpenAsync(cancellationToken))
        {
            if (await TickAsync(plan, cancellationToken))
                changed.Add(plan.Number);
            if (plan.State == PlanState.Running || await store.IsReportedAsync(plan.Number, cancellationToken))
                continue;
            await TellAsync(plan.Number, again: true, cancellationToken);
            await store.ReportedAsync(plan.Number, cancellationToken);
            changed.Remove(plan.Number);
        }

        foreach (var number in changed)
            await TellAsync(number, again: false, cancellationToken);
        return await store.OpenAsync(cancellationToken);
    }

    /// <summary>Ends the plan or runs its next item; false where all that is left waits for people.</summary>
    private async Task<bool> StepAsync(Plan plan, CancellationToken stoppingToken)
    {
        if (Ending(plan) is var (state, why))
            return await store.EndAsync(plan.Number, state, why, time.GetUtcNow(), stoppingToken);
        if (plan.Items.FirstOrDefault(item => item.State == PlanItemState.Open) is not { } next)
            return false;
        await RunAsync(plan, next, stoppingToken);
        return true;
    }

    private (PlanState State, string Why)? Ending(Plan plan) => plan switch
    {
        _ when plan.Items.All(item => item.State is not (PlanItemState.Open or PlanItemState.Begun or PlanItemState.Waiting)) => (PlanState.Finished, "Nothing is left to do."),
        _ when stop.IsStopped => (PlanState.Stopped, "The emergency stop was pulled."),
        _ when time.GetUtcNow() >= plan.Until => (PlanState.TimeUp, "Its stop time came."),
        _ when plan.Items.All(item => item.State != PlanItemState.Open) => null,
        _ when plan.Steps >= plan.MostSteps => (PlanState.BudgetUp, $"Its {plan.MostSteps} steps are used up."),
        _ when plan.Tokens >= plan.MostTokens => (PlanState.BudgetUp, $"Its {plan.MostTokens} tokens are used up."),
        _ => null,
    };

    private async Task RunAsync(Plan plan, PlanItem item, CancellationToken stoppingToken)
    {
        var request = await work.PrepareAsync(plan, item, stoppingToken);
        // A model's work ends with the plan's time; a call that began is let end, since half of it is worse.
        using var run = item.Operation is null ? new CancellationTokenSource(Until(plan), time) : new CancellationTokenSource();
        signal.Hold(plan.Number, run);
        try
        {
            await using var patience = stoppingToken.Register(() => run.CancelAfter(item.Operation is null ? TimeSpan.Zero : Patience));
            if (!await store.BeginAsync(plan.Number, item, request.Id, time.GetUtcNow(), stoppingToken))
                return;
            var begun = item with { State = PlanItemState.Begun, RequestId = request.Id, Turns = item.Turns + 1 };
            var end = await EndAsync(plan, begun, request, run.Token);
            await SettleAsync(plan, begun, end, CancellationToken.None);
            if (end.Halted)
                await store.EndAsync(plan.Number, PlanState.Stopped, "The emergency stop was pulled.", time.GetUtcNow(), CancellationToken.None);
            await TellAsync(plan.Number, again: false, CancellationToken.None);
        }
        finally
        {
            signal.Hold(plan.Number, null);
        }
    }

    private async Task<ItemEnd> EndAsync(Plan plan, PlanItem item, OperationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await work.RunAsync(plan, item, request, cancellationToken);
        }
        catch (Exception exception)
        {
            // Cancelled before it ran, or the road could not write: what it says itself is what counts.
            LogCut(exception, plan.Number, item.Place);
            return await work.LookAsync(plan, item, CancellationToken.None);
        }
    }

    private TimeSpan Until(Plan plan) => plan.Until - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Until the next stop time, and never so long that a missed word would be missed for good.</summary>
    private TimeSpan Left(IReadOnlyList<Plan> open) =>
        open.Where(plan => plan.State == PlanState.Running).Select(Until).Append(Look).Min() is { Ticks: > 0 } left ? left : TimeSpan.FromMilliseconds(1);

    private async Task<bool> SettleAsync(Plan plan, PlanItem item, ItemEnd end, CancellationToken cancellationToken)
    {
        LogItem(plan.Number, item.Place, item.State, end.State);
        return await store.SettleAsync(plan.Number, item, end, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Ticks the boxes of what is done, down the road like everybody; a box that is not there any more is told once.</summary>
    private async Task<bool> TickAsync(Plan plan, CancellationToken cancellationToken)
    {
        var ticked = false;
        foreach (var item in plan.Items.Where(item => plan.File is not null && item is { State: PlanItemState.Done, Tick: PlanTick.Open } && !stop.IsStopped))
        {
            var arguments = JsonSerializer.SerializeToElement(new TickArguments(plan.Number, item.Place), PlansJson.Default.TickArguments);
            var outcome = await road.ExecuteAsync(OperationRequest.Create("plan.tick", arguments, Plans, Door.Schedule, time), null, cancellationToken);
            if (outcome is not OperationOutcome.Done)
                await store.TickAsync(plan.Number, item.Place, PlanTick.Missing, cancellationToken);
            ticked = true;
        }

        return ticked;
    }

    private async Task TellAsync(long number, bool again, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(number, cancellationToken) is not { } plan)
            return;
        var notice = new Notice(NoticeTopic.Briefing, $"plan-{number}", PlanCard.Draw(plan)) { Again = again };
        foreach (var board in boards)
        {
            try
            {
                await board.ShowAsync(notice, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogUntold(exception, number);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Plan {Plan}, item {Item}: {From} -> {To}")]
    private partial void LogItem(long plan, int item, PlanItemState from, PlanItemState to);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan {Plan}, item {Item} did not come to an end of its own")]
    private partial void LogCut(Exception exception, long plan, int item);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work plans could not be worked on; they are looked at again in a minute")]
    private partial void LogBroken(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "How plan {Plan} stands could not be told")]
    private partial void LogUntold(Exception exception, long plan);
}
