namespace HydraBot.Discord.Gateway;

/// <summary>Work for the handlers' side of a queue.</summary>
internal abstract class QueuedWork(string eventName)
{
    public string EventName { get; } = eventName;

    /// <summary>The event, or the interaction's context.</summary>
    public abstract object Subject { get; }

    /// <summary>Calls the handlers; what one throws goes to <paramref name="failed"/>, and the next is called all the same.</summary>
    public abstract Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken);
}
