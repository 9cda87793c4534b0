using System.Globalization;
using System.Text.RegularExpressions;

namespace HydraBot.Fleet.Compose.Services;

/// <summary>Spans and sizes as Compose has them: <c>1m30s</c>, <c>1.5h</c>, <c>512m</c>, <c>2gb</c>.</summary>
internal static partial class ComposeUnits
{
    public static TimeSpan? Span(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || Spans().Match(text.Trim()) is not { Success: true } match)
            return null;
        var seconds = 0.0;
        for (var part = 0; part < match.Groups["unit"].Captures.Count; part++)
        {
            seconds += double.Parse(match.Groups["number"].Captures[part].ValueSpan, CultureInfo.InvariantCulture)
                * match.Groups["unit"].Captures[part].Value switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, "us" or "µs" => 1e-6, _ => 1e-9 };
        }

        return TimeSpan.FromSeconds(seconds);
    }

    public static long? Bytes(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || Sizes().Match(text.Trim().ToLowerInvariant()) is not { Success: true } match)
            return null;
        var factor = match.Groups["unit"].Value switch { "k" => 1L << 10, "m" => 1L << 20, "g" => 1L << 30, "t" => 1L << 40, _ => 1L };
        return (long)(double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * factor);
    }

    [GeneratedRegex(@"^(?:(?<number>\d+(?:\.\d+)?)(?<unit>h|ms|m|s|us|µs|ns))+$")]
    private static partial Regex Spans();

    [GeneratedRegex(@"^(?<number>\d+(?:\.\d+)?)\s*(?<unit>[kmgtb]?)i?b?$")]
    private static partial Regex Sizes();
}
