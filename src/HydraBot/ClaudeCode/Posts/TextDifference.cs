namespace HydraBot.ClaudeCode.Posts;

/// <summary>The difference of two texts in the form of <c>diff -u</c>, for people to read: what is the same at both ends is left out but for three lines.</summary>
internal static class TextDifference
{
    private const int Context = 3;

    public static string Of(string path, string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
            end++;
        var first = Math.Max(0, start - Context);
        var tail = Math.Min(Context, end);
        IEnumerable<string> lines =
        [
            $"--- {path}", $"+++ {path}", $"@@ -{first + 1},{old.Length - end + tail - first} +{first + 1},{now.Length - end + tail - first} @@",
            .. old[first..start].Select(line => " " + line),
            .. old[start..^end].Select(line => "-" + line),
            .. now[start..^end].Select(line => "+" + line),
            .. now[^end..][..tail].Select(line => " " + line),
        ];
        return string.Join('\n', lines);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
