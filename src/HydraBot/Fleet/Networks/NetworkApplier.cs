using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Networks;

/// <summary>Applies a plan step by step, and takes back what was done when a step fails or a container does not stay well.</summary>
internal sealed partial class NetworkApplier(NetworkEngine engine, NetworkPlanStore store, NetworkWatch watch, UnfinishedPlans unfinished, ILogger<NetworkApplier> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Tells of plans that an earlier run of the house left in the middle; one that is under way is waited for.</summary>
    public async Task TellOfCutOffAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await unfinished.TellAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Applies a plan, or goes on with one that was cut off: of the steps that were taken already each is none.</summary>
    /// <param name="clearance">From the road.</param>
    /// <param name="plan">As it was shown, with the endpoints of now; one that was cut off, as it is stored.</param>
    /// <param name="topology">What is.</param>
    /// <param name="layout">Whose containers are watched.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellationToken">Ends it, and takes back what was done.</param>
    /// <exception cref="OperationException">It was taken back; the message says why, and what could not be.</exception>
    public async Task ApplyAsync(Clearance clearance, StoredPlan plan, Topology topology, Layout layout, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        var begun = plan with { State = PlanState.Begun };
        try
        {
            var watched = await watch.BeginAsync(topology, layout, cancellationToken);
            var after = new Reachability(topology.After(plan.Steps));
            var closed = topology.After(plan.Steps).Containers.Where(container => !after.LeadsOut(container)).Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
            for (var index = 0; index < plan.Steps.Count; index++)
            {
                progress.Report(new OperationProgress($"Step {index + 1} of {plan.Steps.Count}: {plan.Steps[index]}…", (double)index / plan.Steps.Count));
                begun = begun with { Begun = Math.Max(begun.Begun, index + 1) };
                await store.MarkAsync(begun, cancellationToken);
                await StepAsync(clearance, index + 1, plan.Steps[index], cancellationToken);
            }

            await watch.SettleAsync(watched, closed, progress, cancellationToken);
            await store.MarkAsync(begun with { State = PlanState.Applied }, CancellationToken.None);
            await unfinished.EndAsync(plan.Number, "It is applied.");
        }
        catch (OperationException failure)
        {
            throw new OperationException($"{failure.Message.TrimEnd('.')}. {await TakeBackAsync(clearance, begun)}", failure);
        }
        catch (OperationCanceledException)
        {
            await TakeBackAsync(clearance, begun);
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes back a plan that was applied, or begun, in reverse order.</summary>
    /// <returns>What there was nothing left to take back of.</returns>
    /// <exception cref="OperationException">Not all of it could be taken back; what could, was.</exception>
    public async Task<IReadOnlyList<string>> UndoAsync(Clearance clearance, StoredPlan plan, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            var (skipped, failures) = await ReverseAsync(clearance, plan, progress);
            return failures.Count == 0 ? skipped : throw new OperationException($"Not all of plan {plan.Number} could be taken back: {string.Join("; ", failures)}. `/network undo {plan.Number}` tries the rest again.");
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
            throw new OperationException("Another plan is being applied or taken back at the moment. Nothing was changed.");
    }

    private async Task StepAsync(Clearance clearance, int number, NetworkStep step, CancellationToken cancellationToken)
    {
        try
        {
            await engine.DoAsync(clearance, step, cancellationToken);
        }
        catch (OperationException failure)
        {
            throw new OperationException($"Step {number} ({step}) failed: {failure.Message}", failure);
        }
    }

    /// <summary>What was begun is undone even when whoever asked has gone.</summary>
    private async Task<string> TakeBackAsync(Clearance clearance, StoredPlan plan)
    {
        if (plan.Begun == 0)
            return "Nothing was changed.";
        var (skipped, failures) = await ReverseAsync(clearance, plan, null);
        return failures.Count == 0
            ? $"All was taken back: {(plan.Begun == 1 ? "the step" : $"the {plan.Begun} steps")} that {(plan.Begun == 1 ? "was" : "were")} begun, in reverse order.{string.Concat(skipped.Select(note => $"\n{note}."))}"
            : $"**Not all could be taken back**: {string.Join("; ", failures)}. `/network undo {plan.Number}` tries the rest again.";
    }

    /// <summary>Goes on when one fails: the others are not worse for it.</summary>
    private async Task<(IReadOnlyList<string> Skipped, IReadOnlyList<string> Failures)> ReverseAsync(Clearance clearance, StoredPlan plan, IProgress<OperationProgress>? progress)
    {
        var (skipped, failures) = (new List<string>(), new List<string>());
        // A crash in the middle of this leaves a part of it in force as well.
        await store.MarkAsync(plan with { State = PlanState.Begun }, CancellationToken.None);
        for (var index = plan.Begun - 1; index >= 0; index--)
        {
            var step = plan.Steps[index].Reverse;
            progress?.Report(new OperationProgress($"Taking back step {index + 1}: {step}…", 1 - ((double)(index + 1) / plan.Begun)));
            try
            {
                if (await engine.WhyNotAsync(step, CancellationToken.None) is { } reason)
                    skipped.Add(reason);
                else
                    await engine.DoAsync(clearance, step, CancellationToken.None);
            }
            catch (OperationException failure)
            {
                LogNotBack(failure, step.ToString());
                failures.Add($"{step} ({failure.Message.TrimEnd('.')})");
            }
        }

        if (failures.Count > 0)
        {
            await unfinished.TellAsync(CancellationToken.None);
        }
        else
        {
            await store.MarkAsync(plan with { State = PlanState.Undone }, CancellationToken.None);
            await unfinished.EndAsync(plan.Number, "It is taken back.");
        }

        return ([.. skipped.Distinct()], failures);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of a network plan could not be taken back: {Step}")]
    private partial void LogNotBack(Exception failure, string step);
}
