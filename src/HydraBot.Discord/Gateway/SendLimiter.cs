namespace HydraBot.Discord.Gateway;

/// <summary>120 sends in 60 s: heartbeats never wait, and some of the room is theirs.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
internal sealed class SendLimiter(TimeProvider time)
{
    private const int Limit = 120;
    private const int KeptForHeartbeats = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Queue<DateTimeOffset> _sent = new();

    /// <summary>Waits for room.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        while (TryEnter() is { } wait)
            await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>Counts a heartbeat, identify or resume, which never wait.</summary>
    public void Count()
    {
        lock (_sent)
            _sent.Enqueue(time.GetUtcNow());
    }

    private TimeSpan? TryEnter()
    {
        lock (_sent)
        {
            var now = time.GetUtcNow();
            while (_sent.TryPeek(out var oldest) && oldest + Window <= now)
                _sent.Dequeue();
            if (_sent.Count >= Limit - KeptForHeartbeats)
                return _sent.Peek() + Window - now;
            _sent.Enqueue(now);
            return null;
        }
    }
}
