namespace HydraBot.ClaudeCode.Sessions;

/// <summary>Moments as they are stored: microseconds since 1970, UTC.</summary>
internal static class Moment
{
    public static long Of(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Read(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
