namespace HydraBot.Discord.Gateway;

/// <summary>An event on its way to its handlers.</summary>
internal sealed class QueuedEvent<TEvent>(EventSlot<TEvent> slot, TEvent received) : QueuedWork(slot.EventName) where TEvent : class
{
    public override object Subject => received;

    public override async Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        foreach (var handler in slot.Handlers)
        {
            try
            {
                await handler(received, cancellationToken);
            }
            catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                failed(e);
            }
        }
    }
}
