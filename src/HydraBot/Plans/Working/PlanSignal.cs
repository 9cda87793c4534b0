using HydraBot.Hosting.Steps;

namespace HydraBot.Plans.Working;

/// <summary>Wakes the work on plans, and cuts what runs when a plan is stopped.</summary>
internal sealed class PlanSignal : WakeSignal
{
    private readonly Lock _gate = new();
    private (long Plan, CancellationTokenSource Run)? _current;

    /// <summary>From now on this is what a stop of the plan cancels; null when nothing is.</summary>
    public void Hold(long plan, CancellationTokenSource? run)
    {
        lock (_gate)
            _current = run is null ? null : (plan, run);
    }

    /// <summary>Cancels what runs of a plan.</summary>
    public async Task CutAsync(long plan)
    {
        CancellationTokenSource? run;
        lock (_gate)
            run = _current is { } current && current.Plan == plan ? current.Run : null;
        try
        {
            await (run?.CancelAsync() ?? Task.CompletedTask);
        }
        catch (ObjectDisposedException)
        {
            // It came to its own end at this moment.
        }

        Wake();
    }
}
