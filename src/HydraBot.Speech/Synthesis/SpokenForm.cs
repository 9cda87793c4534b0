using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Speech.Synthesis;

/// <summary>Text as it is said: numbers, units, times, addresses, versions and paths in words; Markdown, emoji and code left out.</summary>
public static partial class SpokenForm
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["B"] = "byte",
        ["KB"] = "kilobyte",
        ["kB"] = "kilobyte",
        ["MB"] = "megabyte",
        ["GB"] = "gigabyte",
        ["TB"] = "terabyte",
        ["KiB"] = "kibibyte",
        ["MiB"] = "mebibyte",
        ["GiB"] = "gibibyte",
        ["TiB"] = "tebibyte",
        ["ns"] = "nanosecond",
        ["µs"] = "microsecond",
        ["ms"] = "millisecond",
        ["s"] = "second",
        ["min"] = "minute",
        ["h"] = "hour",
        ["d"] = "day",
        ["W"] = "watt",
        ["kW"] = "kilowatt",
        ["Wh"] = "watt hour",
        ["kWh"] = "kilowatt hour",
        ["V"] = "volt",
        ["dB"] = "decibel",
        ["rpm"] = "revolution a minute",
        ["RPM"] = "revolution a minute",
        ["fps"] = "frame a second",
        ["FPS"] = "frame a second",
        ["Hz"] = "hertz",
        ["MHz"] = "megahertz",
        ["GHz"] = "gigahertz",
        ["kHz"] = "kilohertz",
        ["kbit/s"] = "kilobit a second",
        ["Mbit/s"] = "megabit a second",
        ["Gbit/s"] = "gigabit a second",
        ["kbps"] = "kilobit a second",
        ["Mbps"] = "megabit a second",
        ["Gbps"] = "gigabit a second",
        ["kB/s"] = "kilobyte a second",
        ["KB/s"] = "kilobyte a second",
        ["MiB/s"] = "mebibyte a second",
        ["GiB/s"] = "gibibyte a second",
        ["MB/s"] = "megabyte a second",
        ["GB/s"] = "gigabyte a second",
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nginx"] = "engine x",
        ["postgres"] = "post gress",
        ["postgresql"] = "post gress Q L",
        ["k8s"] = "kubernetes",
        ["sqlite"] = "sequel light",
        ["redis"] = "reddis",
        ["localhost"] = "local host",
        ["stdout"] = "standard out",
        ["stderr"] = "standard error",
        ["config"] = "config",
        ["vs"] = "versus",
        ["e.g."] = "for example",
        ["i.e."] = "that is",
        ["ok"] = "okay",
        ["proxmox"] = "prox mocks",
        ["nvme"] = "N V M E",
        ["ssd"] = "S S D",
        ["hdd"] = "H D D",
        ["ssh"] = "S S H",
        ["dns"] = "D N S",
        ["zfs"] = "Z F S",
        ["nfs"] = "N F S",
        ["smb"] = "S M B",
        ["vpn"] = "V P N",
        ["vlan"] = "V lan",
        ["vm"] = "V M",
        ["llm"] = "L L M",
        ["vram"] = "V ram",
    };

    /// <summary>The spoken form of a text.</summary>
    public static string Of(string text)
    {
        var plain = CodeBlock().Replace(text, " ");
        plain = Link().Replace(plain, "$1");
        plain = DiscordMark().Replace(plain, " ");
        plain = Url().Replace(plain, match => $" {Host(match.Groups[1].Value)} ");
        plain = WithoutMarks(SpokenFigures.Of(plain));
        plain = Address().Replace(plain, match => match.Groups[5].Success
            ? $"{Dotted(match, 4)} port {Integer(match.Groups[5].Value)}" : Dotted(match, 4));
        plain = HostPort().Replace(plain, match => $"{match.Groups[1].Value} port {Integer(match.Groups[2].Value)}");
        plain = Clock().Replace(plain, match => Time(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));
        plain = VersionNumber().Replace(plain, match => $"{(match.Groups[1].Length > 0 ? "version " : "")}{string.Join(" point ", match.Groups[2].Value.Split('.').Select(Integer))}");
        plain = FilePath().Replace(plain, match => string.Join(" slash ", match.Value.Split('/').Select(part => part.Replace(".", " dot ", StringComparison.Ordinal)).Where(part => part.Length > 0)));
        plain = Measure().Replace(plain, match => Amount(match.Groups[1].Value, match.Groups[2].Value));
        plain = Ratio().Replace(plain, match => $"{Number(match.Groups[1].Value)} of {Number(match.Groups[2].Value)}");
        plain = AnyNumber().Replace(plain, match => Number(match.Value));
        plain = plain.Replace("&", " and ", StringComparison.Ordinal).Replace("+", " plus ", StringComparison.Ordinal).Replace("=", " equals ", StringComparison.Ordinal);
        plain = Word().Replace(plain, match => Names.GetValueOrDefault(match.Value) ?? match.Value);
        plain = Joiner().Replace(plain, " ");
        return Spaces().Replace(plain, " ").Replace(" .", ".", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal).Trim();
    }

    /// <summary>A name as its words: <c>home-assistant_2</c> is "home assistant two".</summary>
    public static string OfName(string name)
    {
        var spaced = NotWord().Replace(CamelCase().Replace(name, "$1 $2"), " ");
        spaced = Digits().Replace(spaced, match => $" {Integer(match.Value)} ");
        return Spaces().Replace(spaced.ToLowerInvariant().Replace('-', ' '), " ").Trim();
    }

    /// <summary>A number in English words; digits with a leading zero, and what is too long, are read one by one.</summary>
    public static string Number(string digits)
    {
        var negative = digits.StartsWith('-');
        var parts = digits.TrimStart('-').Replace(",", "", StringComparison.Ordinal).Split('.');
        var words = Integer(parts[0]);
        if (parts.Length == 2)
            words += $" point {string.Join(' ', parts[1].Select(digit => EnglishNumber.Of(digit - '0')))}";
        return negative ? $"minus {words}" : words;
    }

    private static string Integer(string digits) =>
        (digits.Length > 1 && digits[0] == '0') || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || digits.Length > 12
            ? string.Join(' ', digits.Where(char.IsAsciiDigit).Select(digit => EnglishNumber.Of(digit - '0')))
            : EnglishNumber.Of(value);

    private static string Amount(string number, string unit)
    {
        if (unit == "%")
            return $"{Number(number)} percent";
        if (unit is "°C" or "°F")
            return $"{Number(number)} degrees {(unit == "°C" ? "celsius" : "fahrenheit")}";
        var name = Units[unit];
        var plural = number == "1" || name.EndsWith("hertz", StringComparison.Ordinal) ? name : name.Contains(" a ", StringComparison.Ordinal) ? name.Replace(" a ", "s a ", StringComparison.Ordinal) : $"{name}s";
        return $"{Number(number)} {plural}";
    }

    private static string Dotted(Match match, int groups) =>
        string.Join(" dot ", Enumerable.Range(1, groups).Select(group => Integer(match.Groups[group].Value)));

    private static string Host(string host) => host.Replace(".", " dot ", StringComparison.Ordinal).Replace(":", " port ", StringComparison.Ordinal);

    private static string Time(string hours, string minutes, string seconds)
    {
        var words = $"{EnglishNumber.Of(long.Parse(hours, CultureInfo.InvariantCulture))} {(minutes == "00" ? "o'clock" : minutes[0] == '0' ? $"oh {EnglishNumber.Of(minutes[1] - '0')}" : Integer(minutes))}";
        return seconds.Length == 0 || seconds == "00" ? words : $"{words} and {EnglishNumber.Of(long.Parse(seconds, CultureInfo.InvariantCulture))} seconds";
    }

    /// <summary>Letters, digits and what is read as a pause or a word; the rest is for the eye.</summary>
    private static string WithoutMarks(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsLetterOrDigit(rune) || Rune.IsWhiteSpace(rune) || rune.Value is '.' or ',' or '!' or '?' or ';' or ':' or '\'' or '-' or '/' or '%' or '&' or '+' or '=' or '°' or '(' or ')')
                kept.Append(rune.ToString());
            else if (category is UnicodeCategory.DashPunctuation || rune.Value is '…' or '·')
                kept.Append(", ");
            else
                kept.Append(' ');
        }
        return kept.ToString();
    }

    [GeneratedRegex("```.*?(```|$)", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<(?:@[!&]?|#|a?:\w+:|t:)[^>]*>")]
    private static partial Regex DiscordMark();

    [GeneratedRegex(@"https?://([^\s/]+)[^\s]*")]
    private static partial Regex Url();

    [GeneratedRegex(@"\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d{1,5}))?\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b([A-Za-z][\w.-]*):(\d{2,5})\b")]
    private static partial Regex HostPort();

    [GeneratedRegex(@"\b([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(v?)((?:\d+\.){2,}\d+|(?<=v)\d+(?:\.\d+)*)\b")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"(?<![\w/])/[\w.-]+(?:/[\w.-]+)+|(?<![\w/])/(?:etc|var|usr|home|opt|srv|mnt|tmp|dev|data)\b")]
    private static partial Regex FilePath();

    [GeneratedRegex(@"(?<![\w.])(-?\d+(?:[.,]\d+)*)\s?(%|°C|°F|kbit/s|Mbit/s|Gbit/s|kbps|Mbps|Gbps|[kKMG]B/s|[MG]iB/s|[KMGT]iB|[kKMGT]B|kWh|Wh|kW|[kMG]?Hz|rpm|RPM|fps|FPS|dB|[nµm]s|min|[BshdWV])(?![\w/])")]
    private static partial Regex Measure();

    [GeneratedRegex(@"(?<![\w/.])(\d+)\s?/\s?(\d+)(?![\w/.])")]
    private static partial Regex Ratio();

    [GeneratedRegex(@"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?|\d+")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"[A-Za-z][\w.]*[A-Za-z.]|[A-Za-z]")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\w)[-_/](?=\w)|[()/]")]
    private static partial Regex Joiner();

    [GeneratedRegex(@"[^\S\n]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[^A-Za-z0-9']+")]
    private static partial Regex NotWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
