using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HydraBot.Governance.Audit;

/// <summary>JSON Canonicalization Scheme (RFC 8785): one text for one value, so that a hash means the value.</summary>
public static class CanonicalJson
{
    /// <summary>Writes a value canonically.</summary>
    public static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    if (index > 0)
                        text.Append(',');
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        var first = true;
        foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (!first)
                text.Append(',');
            first = false;
            AppendString(text, property.Name);
            text.Append(':');
            Append(text, property.Value);
        }

        text.Append('}');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    /// <summary>ECMAScript's Number.prototype.toString; whole numbers beyond 2^53 keep their digits, since audit ids are exact.</summary>
    private static string Number(JsonElement value)
    {
        if (value.TryGetInt64(out var whole))
            return whole.ToString(CultureInfo.InvariantCulture);

        var number = value.GetDouble();
        if (number == 0)
            return "0";

        var parts = Math.Abs(number).ToString(CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : parts[0].Length;
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var exponent = point - leading + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        var mantissa = digits.Trim('0');
        return (double.IsNegative(number) ? "-" : "") + Place(mantissa, exponent);
    }

    /// <summary>Puts the decimal point of 0.DIGITS x 10^exponent where ECMAScript does.</summary>
    private static string Place(string digits, int exponent) => exponent switch
    {
        > 21 or <= -6 => $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent - 1).ToString("+0;-0", CultureInfo.InvariantCulture)}",
        <= 0 => $"0.{new string('0', -exponent)}{digits}",
        _ when digits.Length <= exponent => digits.PadRight(exponent, '0'),
        _ => $"{digits[..exponent]}.{digits[exponent..]}",
    };
}
