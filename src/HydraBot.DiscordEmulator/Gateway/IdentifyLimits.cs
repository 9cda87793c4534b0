using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>How often a bot may identify: <see cref="MaxConcurrency"/> in five seconds a bucket, a thousand times a day.</summary>
internal sealed class IdentifyLimits(TimeProvider time)
{
    public const int MaxConcurrency = 1;
    public const int PerDay = 1_000;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<(Snowflake Bot, int Bucket), SlidingLimit> _paces = [];
    private readonly Dictionary<Snowflake, (DateTimeOffset Since, int Count)> _days = [];

    public bool TryTake(Snowflake botId, int shardId)
    {
        var key = (botId, shardId % MaxConcurrency);
        if (!_paces.TryGetValue(key, out var pace))
            _paces[key] = pace = new SlidingLimit(MaxConcurrency, Pace, time);
        if (!pace.TryTake())
            return false;
        var day = Today(botId);
        _days[botId] = day with { Count = day.Count + 1 };
        return true;
    }

    public (int Remaining, TimeSpan ResetAfter) Left(Snowflake botId)
    {
        var (since, count) = Today(botId);
        return (Math.Max(0, PerDay - count), count == 0 ? TimeSpan.Zero : since + Day - time.GetUtcNow());
    }

    private (DateTimeOffset Since, int Count) Today(Snowflake botId) =>
        _days.TryGetValue(botId, out var day) && time.GetUtcNow() - day.Since < Day ? day : (time.GetUtcNow(), 0);
}
