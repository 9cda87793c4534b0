namespace HydraBot.Tests.Discord.Voice;

/// <summary>A clock on which a pause of the machine is not seen: from one look to the next it goes on by 10 ms at most. Timers keep to the real time.</summary>
internal sealed class UnpausedClock : TimeProvider
{
    private static readonly long Longest = TimeProvider.System.TimestampFrequency / 100;

    private readonly Lock _gate = new();
    private long _seen = TimeProvider.System.GetTimestamp();
    private long _now;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            var real = base.GetTimestamp();
            _now += Math.Min(real - _seen, Longest);
            _seen = real;
            return _now;
        }
    }
}
