using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.RateLimits;

/// <summary>Counts requests in fixed windows, as Discord does: a window opens with the first request and forgets all at its end.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    public const int GlobalPerSecond = 50;

    /// <summary>A person's client is not held to a bot's pace.</summary>
    private const int MemberGenerosity = 100;

    private const int SweepFrom = 2_000;
    private static readonly TimeSpan GlobalWindow = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Owner, string Bucket, string Major), (DateTimeOffset ResetAt, int Used)> _windows = [];

    /// <summary>Counts against the 50 a second that a bot has over all routes; the time to wait when they are used up.</summary>
    public TimeSpan? TakeGlobal(Snowflake botId)
    {
        var state = Take(botId.ToString(), "global", "", GlobalPerSecond, GlobalWindow, "");
        return state.Allowed ? null : state.ResetAfter;
    }

    /// <summary>Counts against the route's bucket.</summary>
    public RateLimitState Take(RateLimitRule rule, string owner, bool isMember, string major) =>
        Take(owner, rule.Bucket, major, isMember ? rule.Limit * MemberGenerosity : rule.Limit, rule.Window, rule.Hash);

    private RateLimitState Take(string owner, string bucket, string major, int limit, TimeSpan length, string hash)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_windows.Count > SweepFrom)
                Sweep(now);
            if (!_windows.TryGetValue((owner, bucket, major), out var window) || window.ResetAt <= now)
                window = (now + length, 0);
            var allowed = window.Used < limit;
            if (allowed)
                window.Used++;
            _windows[(owner, bucket, major)] = window;
            return new RateLimitState(allowed, limit, limit - window.Used, window.ResetAt, window.ResetAt - now, hash);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var key in _windows.Where(window => window.Value.ResetAt <= now).Select(window => window.Key).ToList())
            _windows.Remove(key);
    }
}
