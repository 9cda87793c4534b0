namespace HydraBot.DiscordEmulator.World;

/// <summary>Makes ids that always rise, also when the clock stands still or was set back.</summary>
internal sealed class SnowflakeSource(TimeProvider time)
{
    private readonly Lock _lock = new();
    private ulong _last;

    public Snowflake Next()
    {
        lock (_lock)
        {
            var now = Snowflake.At(time.GetUtcNow()).Value;
            _last = now > _last ? now : _last + 1;
            return new Snowflake(_last);
        }
    }

    /// <summary>Everything made from here on is above <paramref name="id"/>.</summary>
    public void StartAfter(Snowflake id)
    {
        lock (_lock)
            _last = Math.Max(_last, id.Value);
    }
}
