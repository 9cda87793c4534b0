using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Logs;

/// <summary>Reads "since when" as people write it: a span back from now, or a date with its time.</summary>
internal static partial class SinceReader
{
    /// <summary>Twenty years: older than any engine's log.</summary>
    private const long MostSeconds = 20L * 365 * 86400;

    /// <exception cref="OperationException">It is neither.</exception>
    public static DateTimeOffset Read(string text, DateTimeOffset now)
    {
        if (Span().Match(text.Trim()) is { Success: true } match
            && long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) * Seconds(match.Groups["unit"].Value) is <= MostSeconds and var seconds)
        {
            return now - TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw OperationException.WrongArgument($"'{text}' is no time: 'since' is a span such as 90s, 10m, 2h or 1d, or a moment such as 2026-01-31T18:00Z.");
    }

    private static long Seconds(string unit) => unit switch
    {
        "s" or "S" => 1,
        "m" or "M" => 60,
        "h" or "H" => 3600,
        _ => 86400,
    };

    [GeneratedRegex(@"^(?<count>\d{1,9})\s*(?<unit>[smhd])[a-z]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Span();
}
