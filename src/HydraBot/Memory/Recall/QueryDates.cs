using System.Globalization;
using System.Text.RegularExpressions;

namespace HydraBot.Memory.Recall;

/// <summary>A stretch of time.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment after it.</param>
internal sealed record Stretch(DateTimeOffset From, DateTimeOffset To);

/// <summary>Reads the time that a question speaks of: "yesterday", "last week", "3 days ago", "in May 2026", "2026-05-01". Days are those of UTC, weeks begin on Monday.</summary>
internal static partial class QueryDates
{
    private const string MonthNames = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The first time that it names; null when it names none.</summary>
    public static Stretch? Read(string query, DateTimeOffset now)
    {
        try
        {
            return Iso(query) ?? Named(query, now) ?? Ago(query, now) ?? Relative(query, now.UtcDateTime);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Before year 1 or after 9999: no time that anything is remembered of.
            return null;
        }
    }

    private static Stretch? Iso(string query)
    {
        if (IsoDay().Match(query) is not { Success: true } match || !Number(match, 1, 1, 9999, out var year) || !Number(match, 2, 1, 12, out var month))
            return null;
        if (!match.Groups[3].Success)
            return Month(year, month);
        return Number(match, 3, 1, DateTime.DaysInMonth(year, month), out var day) ? Days(new DateTime(year, month, day), 1) : null;
    }

    /// <summary>"in May 2026", "on 3 May", "May 3rd, 2026". Without a year it is the last that has been.</summary>
    private static Stretch? Named(string query, DateTimeOffset now)
    {
        foreach (Match match in NamedMonth().Matches(query))
        {
            var month = 1 + Array.IndexOf(Months, match.Groups["month"].Value[..3].ToLowerInvariant());
            var known = Number(match, "year", 1, 9999, out var year);
            if (!known)
                year = month > now.UtcDateTime.Month ? now.UtcDateTime.Year - 1 : now.UtcDateTime.Year;
            if (Number(match, "day", 1, DateTime.DaysInMonth(year, month), out var day))
                return Days(new DateTime(year, month, day) is var date && !known && date > now.UtcDateTime ? date.AddYears(-1) : date, 1);
            // "may" and "march" are words of their own: alone they are a month only where the question says so.
            if (known || match.Groups["in"].Success)
                return Month(year, month);
        }

        return null;
    }

    private static Stretch? Ago(string query, DateTimeOffset now)
    {
        if (TimeAgo().Match(query) is not { Success: true } match)
            return null;
        var count = match.Groups[1].Value.ToLowerInvariant() switch
        {
            "a" or "an" or "one" => 1,
            "two" or "a couple of" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            var digits => int.Parse(digits, CultureInfo.InvariantCulture),
        };
        var today = now.UtcDateTime.Date;
        return match.Groups[2].Value.ToLowerInvariant() switch
        {
            "hour" => new Stretch(now.AddHours(-count - 1), now.AddHours(-count + 1)),
            "day" => Days(today.AddDays(-count), 1),
            "week" => Days(Monday(today).AddDays(-7 * count), 7),
            "month" => Month(today.AddMonths(-count).Year, today.AddMonths(-count).Month),
            _ => Year(today.Year - count),
        };
    }

    private static Stretch? Relative(string query, DateTime now)
    {
        var today = now.Date;
        if (LastSome().Match(query) is { Success: true } some)
        {
            var count = int.Parse(some.Groups[1].Value, CultureInfo.InvariantCulture);
            var from = some.Groups[2].Value.ToLowerInvariant() switch
            {
                "hour" => now.AddHours(-count),
                "day" => today.AddDays(-count),
                "week" => today.AddDays(-7 * count),
                "month" => today.AddMonths(-count),
                _ => today.AddYears(-count),
            };
            return new Stretch(Utc(from), Utc(today.AddDays(1)));
        }

        if (RelativeTime().Match(query) is not { Success: true } match)
            return null;
        var words = match.Value.ToLowerInvariant();
        var day = Array.FindIndex(Enum.GetNames<DayOfWeek>(), name => words.EndsWith(name, StringComparison.OrdinalIgnoreCase));
        if (day >= 0)
            return Days(today.AddDays(-((((int)today.DayOfWeek - day + 6) % 7) + 1)), 1);
        return string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) switch
        {
            "today" or "this morning" or "this afternoon" => Days(today, 1),
            "tonight" or "this evening" => new Stretch(Utc(today.AddHours(17)), Utc(today.AddHours(30))),
            "yesterday" => Days(today.AddDays(-1), 1),
            "the day before yesterday" => Days(today.AddDays(-2), 1),
            // From the evening before to this morning: whoever asks at noon and whoever asks at two in the night mean the night that was or is.
            "last night" or "overnight" => new Stretch(Utc(today.AddHours(-7)), Utc(today.AddHours(10))),
            "this week" => Days(Monday(today), 7),
            "last week" => Days(Monday(today).AddDays(-7), 7),
            "last weekend" => Days(Monday(today).AddDays(-2), 2),
            "this month" => Month(today.Year, today.Month),
            "last month" => Month(today.AddMonths(-1).Year, today.AddMonths(-1).Month),
            "this year" => Year(today.Year),
            _ => Year(today.Year - 1),
        };
    }

    private static DateTime Monday(DateTime day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static Stretch Days(DateTime first, int count) => new(Utc(first), Utc(first.AddDays(count)));

    private static Stretch Month(int year, int month) => new(Utc(new DateTime(year, month, 1)), Utc(new DateTime(year, month, 1).AddMonths(1)));

    private static Stretch Year(int year) => new(Utc(new DateTime(year, 1, 1)), Utc(new DateTime(year, 1, 1).AddYears(1)));

    private static DateTimeOffset Utc(DateTime moment) => new(DateTime.SpecifyKind(moment, DateTimeKind.Unspecified), TimeSpan.Zero);

    private static bool Number(Match match, int group, int least, int most, out int number) => Number(match.Groups[group], least, most, out number);

    private static bool Number(Match match, string group, int least, int most, out int number) => Number(match.Groups[group], least, most, out number);

    private static bool Number(Group group, int least, int most, out int number) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    [GeneratedRegex(@"(?<![\w.-])([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![0-9-])")]
    private static partial Regex IsoDay();

    [GeneratedRegex($@"(?<in>\b(?:in|during|since|of)\s+)?(?:\b(?<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?<month>{MonthNames})\b\.?(?:\s+(?<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b)?(?:,?\s+(?<year>[0-9]{{4}})\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedMonth();

    [GeneratedRegex(@"\b([0-9]{1,3}|an?|one|two|three|four|five|six|a couple of)\s+(hour|day|week|month|year)s?\s+ago\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeAgo();

    [GeneratedRegex(@"\b(?:last|past|previous)\s+([0-9]{1,3})\s+(hour|day|week|month|year)s?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LastSome();

    [GeneratedRegex(@"\b(?:today|tonight|the\s+day\s+before\s+yesterday|yesterday|overnight|last\s+(?:night|weekend|week|month|year)|this\s+(?:morning|afternoon|evening|week|month|year)|(?:last|on)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RelativeTime();
}
