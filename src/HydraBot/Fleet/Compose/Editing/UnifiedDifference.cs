using System.Globalization;
using System.Text;

namespace HydraBot.Fleet.Compose.Editing;

/// <summary>The difference of two texts in the form of <c>diff -u</c>. Changes are few and near each other, so what is equal at both ends is put aside first.</summary>
internal static class UnifiedDifference
{
    private const int Around = 3;

    /// <param name="name">Of the file.</param>
    /// <param name="before">Its lines.</param>
    /// <param name="after">Its lines then.</param>
    /// <param name="show">Draws a line; secrets are masked there.</param>
    public static string Of(string name, string before, string after, Func<string, string> show)
    {
        var (old, now) = (Lines(before), Lines(after));
        var script = Script(old, now);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {name}\n+++ {name}\n");
        for (var at = 0; at < script.Count; at++)
        {
            if (script[at].Sign == ' ')
                continue;
            var (from, to) = (Math.Max(0, at - Around), at);
            for (var quiet = 0; to < script.Count && quiet <= 2 * Around; to++)
                quiet = script[to].Sign == ' ' ? quiet + 1 : 0;
            while (to > at && script[to - 1].Sign == ' ')
                to--;
            to = Math.Min(script.Count, to + Around);
            var hunk = script.GetRange(from, to - from);
            var (first, second) = (script.Take(from).Count(line => line.Sign != '+') + 1, script.Take(from).Count(line => line.Sign != '-') + 1);
            text.Append(CultureInfo.InvariantCulture, $"@@ -{first},{hunk.Count(line => line.Sign != '+')} +{second},{hunk.Count(line => line.Sign != '-')} @@\n");
            foreach (var (sign, line) in hunk)
                text.Append(sign).Append(show(line)).Append('\n');
            at = to - 1;
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n") is var plain && plain.EndsWith('\n') ? plain[..^1].Split('\n') : plain.Split('\n');

    private static List<(char Sign, string Line)> Script(string[] old, string[] now)
    {
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var (a, b) = (old[head..^tail], now[head..^tail]);
        var script = old[..head].Select(line => (' ', line)).ToList();
        script.AddRange(Middle(a, b));
        script.AddRange(old[^tail..].Select(line => (' ', line)));
        return script;
    }

    /// <summary>By the longest common run of lines.</summary>
    private static IEnumerable<(char Sign, string Line)> Middle(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        for (var (x, y) = (0, 0); x < a.Length || y < b.Length;)
        {
            if (x < a.Length && y < b.Length && a[x] == b[y])
                yield return (' ', a[x++]);
            else if (y >= b.Length || (x < a.Length && common[x + 1, y] >= common[x, y + 1]))
                yield return ('-', a[x++]);
            else
                yield return ('+', b[y++]);
        }
    }
}
