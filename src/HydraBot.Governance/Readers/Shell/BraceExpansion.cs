using System.Globalization;

namespace HydraBot.Governance.Readers.Shell;

/// <summary><c>a{b,c}d</c> and <c>{1..3}</c>, as bash has them.</summary>
internal static class BraceExpansion
{
    private const int Most = 64;
    private const int MostBraces = 12;

    public static IEnumerable<string> Of(string text)
    {
        if (text.AsSpan().Count('{') > MostBraces)
            return [Mark.Anything];
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            if (Close(text, open) is not { } close)
                continue;
            var inner = text[(open + 1)..close];
            var choices = Choices(inner) ?? Range(inner);
            if (choices is null)
                continue;
            var (head, tail) = (text[..open], text[(close + 1)..]);
            return choices.SelectMany(Of).SelectMany(_ => Of(tail), (choice, rest) => head + choice + rest);
        }

        return [text];
    }

    private static int? Close(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (depth == 0)
                return at;
        }

        return null;
    }

    private static List<string>? Choices(string inner)
    {
        var (choices, depth, start) = (new List<string>(), 0, 0);
        for (var at = 0; at < inner.Length; at++)
        {
            depth += inner[at] == '{' ? 1 : inner[at] == '}' ? -1 : 0;
            if (inner[at] != ',' || depth > 0)
                continue;
            choices.Add(inner[start..at]);
            start = at + 1;
        }

        choices.Add(inner[start..]);
        return choices.Count > 1 ? choices : null;
    }

    private static List<string>? Range(string inner)
    {
        if (inner.Split("..") is not [var from, var to, ..])
            return null;
        if (int.TryParse(from, CultureInfo.InvariantCulture, out var first) && int.TryParse(to, CultureInfo.InvariantCulture, out var last))
        {
            var numbers = Enumerable.Range(0, (int)Math.Min(Math.Abs((long)last - first) + 1, Most));
            return [.. numbers.Select(by => (last >= first ? first + by : first - by).ToString(CultureInfo.InvariantCulture))];
        }

        return from.Length == 1 && to.Length == 1 && from[0] <= to[0]
            ? [.. Enumerable.Range(from[0], Math.Min(to[0] - from[0] + 1, Most)).Select(letter => ((char)letter).ToString())]
            : null;
    }
}
