using System.Globalization;

namespace HydraBot.Memory.Writing;

/// <summary>Moments as people write them and as they are stored: microseconds since 1970.</summary>
internal static class Moments
{
    public static long Of(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Read(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static string Text(long microseconds) => Read(microseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads ISO 8601, without a zone as UTC. False: it is no moment of the years 1 to 9999.</summary>
    public static bool TryRead(string text, out long microseconds)
    {
        var read = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment);
        microseconds = read ? Of(moment) : 0;
        return read && text.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
    }
}
