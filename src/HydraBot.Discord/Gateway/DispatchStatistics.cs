namespace HydraBot.Discord;

/// <summary>What became of the events so far.</summary>
/// <param name="Received">Events that Discord sent.</param>
/// <param name="Handled">Handler calls that ended, well or not.</param>
/// <param name="Waiting">Events in queues now.</param>
/// <param name="Dropped">Events dropped because a queue was full.</param>
/// <param name="RefusedInteractions">Interactions answered as busy because too many waited.</param>
/// <param name="HandlerErrors">Handlers that threw.</param>
/// <param name="Unreadable">Frames or payloads that were not what Discord documents.</param>
public sealed record DispatchStatistics(
    long Received, long Handled, long Waiting, long Dropped, long RefusedInteractions, long HandlerErrors, long Unreadable);
