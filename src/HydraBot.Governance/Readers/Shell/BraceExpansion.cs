using System.Globalization;

namespace HydraBot.Governance.Readers.Shell;

/// <summary><c>a{b,c}d</c> and <c>{1..3}</c>, as bash has them.</summary>
internal static class BraceExpansion
{
    /// <summary>More than a command may have words, so that what is left out is noticed.</summary>
    private const int Most = 300;
    private const int MostBraces = 12;

    public static IEnumerable<string> Of(string text)
    {
        if (text.AsSpan().Count('{') > MostBraces)
            return [Mark.Anything];
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            if (Brackets.Close(text, open) is not { } close)
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

    private static List<string>? Choices(string inner)
    {
        var (choices, depth, start) = (new List<string>(), 0, 0);
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] == '{')
                depth++;
            if (inner[at] == '}')
                depth--;
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
            // A zero in front makes all of them as long as the longest.
            var width = from.TrimStart('-') is ['0', _, ..] || to.TrimStart('-') is ['0', _, ..] ? Math.Max(from.Length, to.Length) : 0;
            return [.. Between(first, last).Select(number => number.ToString(number < 0 ? $"D{Math.Max(width - 1, 0)}" : $"D{width}", CultureInfo.InvariantCulture))];
        }

        return from.Length == 1 && to.Length == 1 ? [.. Between(from[0], to[0]).Select(letter => ((char)letter).ToString())] : null;
    }

    private static IEnumerable<int> Between(int first, int last) =>
        Enumerable.Range(0, (int)Math.Min(Math.Abs((long)last - first) + 1, Most)).Select(by => first + (by * Math.Sign((long)last - first)));
}
