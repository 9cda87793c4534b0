namespace HydraBot.Discord.Gateway;

/// <summary>
/// Beats at the interval of HELLO, the first time after a random part of it, and notices when the peer no longer answers.
/// https://discord.com/developers/docs/events/gateway#sending-heartbeats
/// </summary>
internal sealed class Heartbeat(TimeProvider time, Func<CancellationToken, Task> send)
{
    private readonly Lock _lock = new();
    private bool _acknowledged = true;
    private long _sentAt;

    /// <summary>Beats until a beat was not acknowledged before the next one was due; then it returns.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        var pause = interval * Random.Shared.NextDouble();
        while (true)
        {
            await Task.Delay(pause, time, cancellationToken);
            lock (_lock)
            {
                if (!_acknowledged)
                    return;
                _acknowledged = false;
                _sentAt = time.GetTimestamp();
            }
            await send(cancellationToken);
            pause = interval;
        }
    }

    /// <summary>The time since the beat that was acknowledged.</summary>
    public TimeSpan? Acknowledge()
    {
        lock (_lock)
        {
            // The answer to a beat that the peer asked for: nothing to measure.
            if (_acknowledged)
                return null;
            _acknowledged = true;
            return time.GetElapsedTime(_sentAt);
        }
    }
}
