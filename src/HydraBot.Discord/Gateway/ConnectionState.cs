namespace HydraBot.Discord;

/// <summary>The gateway connection at one moment.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Since">When it came to stand there.</param>
/// <param name="LastSequence">The number of the last event; null before the first.</param>
/// <param name="HeartbeatLatency">Time from the last heartbeat to its acknowledgement; null before the first.</param>
/// <param name="HasSession">Whether a broken connection could be resumed.</param>
/// <param name="Reconnects">Connections made after the first.</param>
/// <param name="LastClose">Why the last connection ended; null before the first end.</param>
public sealed record ConnectionState(
    ConnectionStatus Status,
    DateTimeOffset Since,
    long? LastSequence,
    TimeSpan? HeartbeatLatency,
    bool HasSession,
    int Reconnects,
    string? LastClose);
