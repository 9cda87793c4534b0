using HydraBot.Fleet.Compose.Yaml;
using YamlDotNet.Core;

namespace HydraBot.Fleet.Compose.Editing;

/// <summary>Puts one more key at the end of a mapping, in the mapping's own style, and touches no other byte.</summary>
internal static class KeyInsertion
{
    /// <summary>Places where it could go, the best first; whoever asks holds each against the model.</summary>
    /// <param name="text">All of the text.</param>
    /// <param name="map">The mapping that gets the key.</param>
    /// <param name="step">How much deeper children stand in this text.</param>
    /// <param name="key">Its name.</param>
    /// <param name="children">Its own keys, with values that are written on one line.</param>
    public static IEnumerable<TextEdit> Places(string text, YamlMap map, int step, string key, IReadOnlyList<(string Name, string Value)> children)
    {
        if (map.Flow)
        {
            yield return InBraces(map, key, children);
            yield break;
        }

        var column = map.Entries[0].Key.Column - 1;
        var ending = LineEnding(text);
        var pad = new string(' ', column);
        var inner = new string(' ', column + step);
        string[] lines = [$"{pad}{key}:", .. children.Select(child => $"{inner}{child.Name}: {child.Value}")];
        // At the end, unless the last value is one that whatever follows would change: then above it.
        foreach (var at in map.Entries.AsEnumerable().Reverse().SelectMany(entry => After(text, entry, column)).Append(FirstLine(text, map)).Distinct())
        {
            // The last line of the file may have no ending: then ours has none either.
            yield return at > 0 && text[at - 1] is not ('\n' or '\r')
                ? new TextEdit(at, 0, ending + string.Join(ending, lines))
                : new TextEdit(at, 0, string.Concat(lines.Select(line => line + ending)));
        }
    }

    /// <summary>What the text's lines end with.</summary>
    public static string LineEnding(string text) => text.IndexOf('\n', StringComparison.Ordinal) is var at && at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";

    private static TextEdit InBraces(YamlMap map, string key, IReadOnlyList<(string Name, string Value)> children)
    {
        var quote = map.Entries.Count > 0 && map.Entries[0].Key is YamlText { Style: ScalarStyle.DoubleQuoted } ? "\"" : "";
        var inside = string.Join(", ", children.Select(child => $"{quote}{child.Name}{quote}: {(quote.Length > 0 && child.Value is [not ('[' or '"'), ..] ? $"\"{child.Value}\"" : child.Value)}"));
        var entry = $"{quote}{key}{quote}: {{{inside}}}";
        return map.Entries.Count == 0 ? new TextEdit(map.Brace, 0, entry) : new TextEdit(Math.Max(map.Entries[^1].Key.End, map.Entries[^1].Value.End), 0, $", {entry}");
    }

    private static IEnumerable<int> After(string text, (YamlPart Key, YamlPart Value) entry, int column)
    {
        var end = Math.Max(entry.Key.End, entry.Value.End);
        var content = AfterContent(text, end, entry.Value);
        return [AfterComments(text, content, column), content, end];
    }

    private static int FirstLine(string text, YamlMap map)
    {
        var at = map.Entries[0].Key.Start;
        while (at > 0 && text[at - 1] == ' ')
            at--;
        return at;
    }

    /// <summary>The beginning of the line after the one on which a value ends.</summary>
    private static int AfterContent(string text, int end, YamlPart value)
    {
        // A block scalar ends where the next line begins, with the empty lines below it.
        if (end > 0 && end <= text.Length && text[end - 1] is '\n' or '\r' && LastText(value) is { Style: ScalarStyle.Literal or ScalarStyle.Folded })
        {
            while (PreviousLine(text, end) is var line && line < end && text.AsSpan(line, end - line).IsWhiteSpace())
                end = line;
            return end;
        }

        while (end < text.Length && text[end] is not ('\n' or '\r'))
            end++;
        return NextLine(text, end);
    }

    /// <summary>Past comments right below that stand at least as deep: they speak of what is above.</summary>
    private static int AfterComments(string text, int at, int column)
    {
        while (at < text.Length)
        {
            var line = at;
            while (line < text.Length && text[line] == ' ')
                line++;
            if (line >= text.Length || text[line] != '#' || line - at < column)
                break;
            while (line < text.Length && text[line] is not ('\n' or '\r'))
                line++;
            at = NextLine(text, line);
        }

        return at;
    }

    private static int NextLine(string text, int end)
    {
        if (end < text.Length && text[end] == '\r')
            end++;
        return end < text.Length && text[end] == '\n' ? end + 1 : end;
    }

    private static int PreviousLine(string text, int end)
    {
        var at = end - 1;
        if (at > 0 && text[at] == '\n' && text[at - 1] == '\r')
            at--;
        while (at > 0 && text[at - 1] is not ('\n' or '\r'))
            at--;
        return Math.Max(at, 0);
    }

    private static YamlText? LastText(YamlPart part) => part switch
    {
        YamlText text => text,
        YamlMap { Flow: false, Entries: [.., var last] } => LastText(last.Value),
        YamlList { Items: [.., var last] } => LastText(last),
        _ => null,
    };
}
