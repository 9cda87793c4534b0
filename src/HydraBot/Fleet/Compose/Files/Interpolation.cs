using System.Text;
using System.Text.Json.Nodes;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>
/// Variables in compose files: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME-default}</c>, <c>${NAME:?error}</c>, <c>${NAME?error}</c>,
/// <c>${NAME:+other}</c>, <c>${NAME+other}</c>, nested, and <c>$$</c> for a dollar sign.
/// </summary>
/// <remarks>https://docs.docker.com/reference/compose-file/interpolation/</remarks>
internal sealed class Interpolation(IReadOnlyDictionary<string, string> environment)
{
    private const int Deepest = 16;

    /// <summary>Names that are used and have neither value nor default.</summary>
    public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>What cannot be read or is asked for by <c>:?</c>, a sentence each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The same with every string put in; keys stay.</summary>
    public JsonNode? Apply(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Apply(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Apply)]),
        JsonValue value => JsonValue.Create(Apply(value.GetValue<string>())),
        _ => null,
    };

    public string Apply(string text) => text.Contains('$', StringComparison.Ordinal) ? Apply(text, 0) : text;

    private string Apply(string text, int depth)
    {
        var built = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                built.Append(text[at]);
            }
            else if (text[at + 1] == '$')
            {
                built.Append('$');
                at++;
            }
            else if (text[at + 1] == '{' && Closing(text, at + 1) is var close && close > 0)
            {
                built.Append(depth < Deepest ? Braced(text[(at + 2)..close], depth) : "");
                at = close;
            }
            else if (NameLength(text.AsSpan(at + 1)) is var length && length > 0)
            {
                built.Append(Value(text.Substring(at + 1, length)));
                at += length;
            }
            else
            {
                Faults.Add($"'{text}' holds a $ that begins no variable; a dollar sign is written $$");
                built.Append('$');
            }
        }

        return built.ToString();
    }

    private string Braced(string inside, int depth)
    {
        var name = inside[..NameLength(inside)];
        var rest = inside[name.Length..];
        if (name.Length == 0)
        {
            Faults.Add($"${{{inside}}} names no variable");
            return "";
        }

        if (rest.Length == 0)
            return Value(name);
        var alsoEmpty = rest[0] == ':';
        var (sign, other) = alsoEmpty && rest.Length > 1 ? (rest[1], rest[2..]) : (rest[0], rest[1..]);
        var set = environment.TryGetValue(name, out var value) && (!alsoEmpty || value.Length > 0);
        switch (sign)
        {
            case '-':
                return set ? value! : Apply(other, depth + 1);
            case '+':
                return set ? Apply(other, depth + 1) : "";
            case '?':
                if (!set)
                    Faults.Add($"the variable {name} is wanted and not set{(other.Length > 0 ? $": {other}" : "")}");
                return set ? value! : "";
            default:
                Faults.Add($"${{{inside}}} is no form of a variable");
                return "";
        }
    }

    private string Value(string name)
    {
        if (environment.TryGetValue(name, out var value))
            return value;
        Missing.Add(name);
        return "";
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
            length++;
        return length;
    }

    /// <summary>The brace that closes the one at this place; -1 where none does.</summary>
    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '{' when at == open || text[at - 1] == '$' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        return -1;
    }
}
