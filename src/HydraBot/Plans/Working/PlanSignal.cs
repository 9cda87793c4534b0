using System.Threading.Channels;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Plans.Working;

/// <summary>Wakes the work when there is something to look at, as when people have decided, and cuts what runs when a plan is stopped.</summary>
internal sealed class PlanSignal
{
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Lock _gate = new();
    private (long Plan, CancellationTokenSource Run)? _current;

    /// <summary>Somebody has news.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <summary>Waits for news, for so long at most.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _woken.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody has news; it is time to look all the same.
        }
    }

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

/// <summary>Hears what people decided, and what came of it.</summary>
internal sealed class PlanNews(PlanSignal signal) : IApprovalDoor
{
    public Task ShowAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DecidedAsync(Approval approval, CancellationToken cancellationToken) => WokenAsync();

    public IProgress<OperationProgress>? Progress(Approval approval) => null;

    public Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken) => WokenAsync();

    private Task WokenAsync()
    {
        signal.Wake();
        return Task.CompletedTask;
    }
}
