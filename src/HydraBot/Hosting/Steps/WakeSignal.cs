using System.Threading.Channels;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Hosting.Steps;

/// <summary>Wakes one work loop when there is something to look at, as when people have decided.</summary>
internal class WakeSignal
{
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

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
}

/// <summary>Hears what people decided, and what came of it.</summary>
internal sealed class DecisionNews(WakeSignal signal) : IApprovalDoor
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
