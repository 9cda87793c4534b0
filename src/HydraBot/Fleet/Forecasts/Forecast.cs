using System.Globalization;

namespace HydraBot.Fleet.Forecasts;

/// <summary>How a series goes on.</summary>
/// <param name="Path">Step by step, with a band in which it stays nine times of ten as far as the past tells.</param>
/// <param name="SlopePerDay">How much it grows in a day.</param>
/// <param name="Reaches">When it reaches its limit within the horizon; null when it does not, or when that cannot be told.</param>
/// <param name="Earliest">The early end of that.</param>
/// <param name="Latest">The late end; null when it may also never be.</param>
/// <param name="Confidence">How sure the growth is, from 0 to 1.</param>
internal sealed record Forecast(
    IReadOnlyList<ForecastPoint> Path, double SlopePerDay, DateTimeOffset? Reaches, DateTimeOffset? Earliest, DateTimeOffset? Latest, double Confidence)
{
    /// <summary>In a sentence; null when there is nothing to say.</summary>
    /// <param name="now">From when on.</param>
    /// <param name="reached">What it is then.</param>
    public string? Outlook(DateTimeOffset now, string reached = "Full")
    {
        if (Reaches is not { } at)
            return null;
        var late = Latest is { } latest ? Days(latest - now) : "much later";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{reached} in about **{Days(at - now)}** (between {Days((Earliest ?? at) - now)} and {late}), growing {SlopePerDay:0.##} points a day; {100 * Confidence:0} % sure.");
    }

    private static string Days(TimeSpan span) => span.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalHours):0} hours");
}

/// <summary>A point to come.</summary>
/// <param name="At">When.</param>
/// <param name="Value">Most likely.</param>
/// <param name="Low">Nineteen times of twenty above.</param>
/// <param name="High">Nineteen times of twenty below.</param>
internal readonly record struct ForecastPoint(DateTimeOffset At, double Value, double Low, double High);
