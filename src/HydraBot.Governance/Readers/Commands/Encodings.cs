using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Undoes what text is disguised with.</summary>
internal static partial class Encodings
{
    /// <summary>Base64 or base64url; null when it is neither.</summary>
    public static string? Base64(string text)
    {
        var plain = Spaces().Replace(text, "").Replace('-', '+').Replace('_', '/').TrimEnd('=');
        plain = plain.PadRight((plain.Length + 3) / 4 * 4, '=');
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    /// <summary>RFC 4648 base32.</summary>
    public static string? Base32(string text)
    {
        var (bytes, bits, value) = (new List<byte>(), 0, 0);
        foreach (var sign in Spaces().Replace(text, "").TrimEnd('=').ToUpperInvariant())
        {
            var digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal);
            if (digit < 0)
                return null;
            (value, bits) = ((value << 5) | digit, bits + 5);
            if (bits < 8)
                continue;
            bits -= 8;
            var (whole, rest) = Math.DivRem(value, 1 << bits);
            bytes.Add((byte)whole);
            value = rest;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Pairs of hexadecimal digits, whatever stands between them.</summary>
    public static string? Hexadecimal(string text)
    {
        var digits = HexNoise().Replace(text, "");
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(digits)) : null;
    }

    /// <summary>The escapes of <c>echo -e</c>, <c>printf</c> and most languages' strings.</summary>
    public static string Escapes(string text) => Escape().Replace(text, match => match.Value[1] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'x' or 'u' when match.Length > 2 => ((char)Convert.ToInt32(match.Value[2..], 16)).ToString(),
        >= '0' and <= '7' => ((char)(Convert.ToInt32(match.Value[1..], 8) & 0xFF)).ToString(),
        _ => match.Value[1..],
    });

    /// <summary>
    /// What <c>echo</c> makes of it. Some shells' echo takes escapes for signs without being told to, and not all know the same: where they differ any text may stand.
    /// </summary>
    public static string Echoed(string text, bool escapes) => EchoEscape().Replace(text, match => match.Value switch
    {
        "\\n" => escapes ? "\n" : Shell.Mark.Anything + "\n",
        "\\t" => escapes ? "\t" : Shell.Mark.Anything + "\t",
        "\\\\" when escapes => "\\",
        // Only numbers are longer than one sign.
        ['\\', _, _, ..] when escapes => Decoded(match.Value),
        ['\\', '\\' or '0' or 'a' or 'b' or 'c' or 'f' or 'r' or 'v', ..] => Shell.Mark.Anything,
        ['\\', (>= '1' and <= '7') or 'x' or 'u' or 'U' or 'e' or 'E', ..] when escapes => Shell.Mark.Anything,
        _ => match.Value,
    });

    /// <summary>What <c>printf</c> makes of its first word, with any text where shells differ.</summary>
    public static string Printed(string text) => PrintEscape().Replace(text, match => match.Value switch
    {
        "\\n" => "\n",
        "\\t" => "\t",
        "\\r" => "\r",
        "\\\\" => "\\",
        ['\\', >= '0' and <= '7', ..] => Escapes(match.Value),
        ['\\', 'x', ..] => Decoded(match.Value),
        ['\\', '"' or '\'' or '?' or '%' or 'a' or 'b' or 'c' or 'e' or 'E' or 'f' or 'u' or 'U' or 'v', ..] => Shell.Mark.Anything,
        _ => match.Value,
    });

    /// <summary>A sign by its number. Not every shell knows all of them, which does not matter where the sign means nothing to a shell.</summary>
    private static string Decoded(string escape)
    {
        var sign = Escapes(escape);
        return escape[1] == '0' || (sign.Length == 1 && (char.IsAsciiLetterOrDigit(sign[0]) || sign[0] is ' ' or '/' or '.' or '-' or '_')) ? sign : Shell.Mark.Anything;
    }

    /// <summary><c>tr</c> with two sets of the same length, ranges included; or with <c>-d</c>.</summary>
    public static string? Translate(string text, IReadOnlyList<string> arguments)
    {
        if (arguments.Any(argument => Unlike().IsMatch(argument)))
            return null;
        if (arguments is ["-d", var gone])
            return Without(text, [.. Set(gone)]);
        if (arguments is not [var from, var to] || from.StartsWith('-'))
            return null;
        var (first, second) = (Set(from), Set(to));
        if (second.Length == 0)
            return null;
        return string.Concat(text.Select(sign => first.LastIndexOf(sign) is >= 0 and var at ? second[Math.Min(at, second.Length - 1)] : sign));
    }

    private static string Without(string text, HashSet<char> gone) => string.Concat(text.Where(sign => !gone.Contains(sign)));

    private static string Set(string set)
    {
        set = Escapes(set).Replace("[:lower:]", "a-z", StringComparison.Ordinal).Replace("[:upper:]", "A-Z", StringComparison.Ordinal)
            .Replace("[:digit:]", "0-9", StringComparison.Ordinal).Replace("[:space:]", " \t\n\r\v\f", StringComparison.Ordinal);
        var all = new StringBuilder();
        for (var at = 0; at < set.Length; at++)
        {
            if (at + 2 < set.Length && set[at + 1] == '-' && set[at + 2] >= set[at])
            {
                for (var sign = set[at]; sign <= set[at + 2]; sign++)
                    all.Append(sign);
                at += 2;
            }
            else
            {
                all.Append(set[at]);
            }
        }

        return all.ToString();
    }

    /// <summary>Sets of <c>tr</c> that are not followed: classes apart from a few, what repeats or equals, and what it does not take for an escape.</summary>
    [GeneratedRegex(@"\[:(?!lower:|upper:|digit:|space:)|\[=|\*\d*\]|\\[xu]")]
    private static partial Regex Unlike();

    [GeneratedRegex(@"\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|0[0-7]{0,3}|[1-7][0-7]{0,2}|.)", RegexOptions.Singleline)]
    private static partial Regex EchoEscape();

    [GeneratedRegex(@"\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", RegexOptions.Singleline)]
    private static partial Regex PrintEscape();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\\x|0x|[\s,:]")]
    private static partial Regex HexNoise();

    [GeneratedRegex(@"\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|0[0-7]{0,3}|[1-7][0-7]{0,2}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
