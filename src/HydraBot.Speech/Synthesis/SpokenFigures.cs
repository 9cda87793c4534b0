using System.Globalization;
using System.Text.RegularExpressions;

namespace HydraBot.Speech.Synthesis;

/// <summary>Figures with a sign that says what they are: dates, ordinals, money, networks, ranges.</summary>
internal static partial class SpokenFigures
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    public static string Of(string text)
    {
        var plain = Date().Replace(text, match => Day(match) ?? match.Value);
        plain = Money().Replace(plain, match => Amount(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
        plain = Network().Replace(plain, match => $"{match.Groups[1].Value} slash {Words(match.Groups[2].Value)}");
        plain = Always().Replace(plain, "twenty four seven");
        plain = Ordinal().Replace(plain, match => EnglishNumber.OrdinalOf(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
        plain = Numbered().Replace(plain, match => $"number {Words(match.Groups[1].Value)}");
        return Range().Replace(plain, "$1 to $2");
    }

    /// <summary>The year is left as a figure: it is read as one.</summary>
    private static string? Day(Match match)
    {
        var (month, day) = (int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture));
        return month is >= 1 and <= 12 && day is >= 1 and <= 31
            ? $"{Months[month - 1]} {EnglishNumber.OrdinalOf(day)} {match.Groups[1].Value}{(match.Groups[4].Success ? " at " : "")}" : null;
    }

    private static string Amount(string sign, string whole, string cents)
    {
        var (unit, small) = sign switch { "€" => ("euro", "cent"), "£" => ("pound", "penny"), _ => ("dollar", "cent") };
        var units = Counted(SpokenForm.Number(whole), unit);
        var rest = cents.Length == 0 ? 0 : int.Parse(cents, CultureInfo.InvariantCulture);
        return rest == 0 ? units : $"{units} and {(small == "penny" && rest > 1 ? $"{EnglishNumber.Of(rest)} pence" : Counted(EnglishNumber.Of(rest), small))}";
    }

    private static string Counted(string words, string unit) => words == "one" ? $"one {unit}" : $"{words} {unit}s";

    private static string Words(string digits) => SpokenForm.Number(digits);

    [GeneratedRegex(@"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?:(T| )(?=\d{2}:))?(?![\w-]*-)")]
    private static partial Regex Date();

    [GeneratedRegex(@"([$€£])\s?(\d+(?:,\d{3})*)(?:\.(\d{2}))?(?![\w.]*\d)")]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(\d{1,3}(?:\.\d{1,3}){3})/(\d{1,2})\b")]
    private static partial Regex Network();

    [GeneratedRegex(@"(?<![\w/.])24/7(?![\w/.]\w)")]
    private static partial Regex Always();

    [GeneratedRegex(@"\b(\d{1,12})(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(?<!\w)#(\d{1,12})\b")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<![\w.:/-])(\d+(?:\.\d+)?)\s?[-–]\s?(\d+(?:\.\d+)?)(?![\w.:/-]*\d)(?=\s|%|[A-Za-z°]{1,4}\b|[.,;!?)]|$)")]
    private static partial Regex Range();
}
