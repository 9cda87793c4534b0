namespace HydraBot.Discord.Gateway;

/// <summary>Identifies no more often than Discord allows: one per concurrency key in five seconds, and none when the day's are used up.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#session-start-limit-object</remarks>
internal sealed class IdentifyPacer(TimeProvider time)
{
    // Five seconds at Discord's end: the first may have been longer on its way than the second.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5.5);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, DateTimeOffset> _next = [];

    /// <summary>How long to wait before this shard may identify; the place is taken.</summary>
    public TimeSpan Take(int shardId, Model.SessionStartLimit limit)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var key = shardId % Math.Max(1, limit.MaxConcurrency);
            var at = _next.TryGetValue(key, out var next) && next > now ? next : now;
            if (limit.Remaining <= 0 && now + TimeSpan.FromMilliseconds(limit.ResetAfter) is var reset && reset > at)
                at = reset;
            _next[key] = at + Interval;
            return at - now;
        }
    }

    /// <summary>The identify went out now, later than its place was taken: the next one counts from here.</summary>
    public void Sent(int shardId, Model.SessionStartLimit limit)
    {
        lock (_lock)
            _next[shardId % Math.Max(1, limit.MaxConcurrency)] = time.GetUtcNow() + Interval;
    }
}
