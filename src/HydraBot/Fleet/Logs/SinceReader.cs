using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Logs;

/// <summary>Reads "since when" as people write it: a span back from now, or a date with its time.</summary>
internal static partial class SinceReader
{
    /// <exception cref="OperationException">It is neither.</exception>
    public static DateTimeOffset Read(string text, DateTimeOffset now)
    {
        if (Span().Match(text.Trim()) is { Success: true } match && int.TryParse(match.Groups["count"].Value, CultureInfo.InvariantCulture, out var count))
        {
            return now - match.Groups["unit"].Value switch
            {
                "s" => TimeSpan.FromSeconds(count),
                "m" => TimeSpan.FromMinutes(count),
                "h" => TimeSpan.FromHours(count),
                _ => TimeSpan.FromDays(Math.Min(count, 36500)),
            };
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new OperationException($"'{text}' is no time: 'since' is a span such as 90s, 10m, 2h or 1d, or a moment such as 2026-01-31T18:00Z.");
    }

    [GeneratedRegex(@"^(?<count>\d{1,9})\s*(?<unit>[smhd])[a-z]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Span();
}
