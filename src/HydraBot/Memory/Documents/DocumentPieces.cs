using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Memory.Documents;

/// <summary>A piece of a document.</summary>
/// <param name="Heading">The headings that it stands under, outermost first; empty in plain text.</param>
/// <param name="Text">Its own text, without them.</param>
/// <param name="FirstLine">From 1.</param>
/// <param name="LastLine">Inclusive.</param>
internal sealed record DocumentPiece(string Heading, string Text, int FirstLine, int LastLine)
{
    /// <summary>What is remembered: a piece that is read alone still says what it is about.</summary>
    public string Content => (Heading.Length, Text.Length) switch
    {
        (0, _) => Text,
        (_, 0) => Heading,
        _ => $"{Heading}\n{Text}",
    };
}

/// <summary>
/// Cuts Markdown or plain text where its writer did: at headings, then between paragraphs, never inside a code block that fits. What is longer than a
/// piece is cut between lines, and a line that is longer than a piece between words.
/// </summary>
internal sealed partial class DocumentPieces
{
    /// <summary>Characters; some 250 words, which one question is about.</summary>
    public const int Longest = 1500;

    private readonly List<DocumentPiece> _pieces = [];
    private readonly List<(int Level, string Title)> _headings = [];
    private readonly StringBuilder _text = new();
    private int _first, _last;
    private int _headingLine;
    private bool _bare;

    private string Path => string.Join(" > ", _headings.Select(heading => heading.Title));

    /// <summary>The pieces in their order; none of a text that is nothing but space.</summary>
    public static IReadOnlyList<DocumentPiece> Cut(string text)
    {
        var cutting = new DocumentPieces();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length;)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
                at++;
            else if (Heading().Match(lines[at]) is { Success: true } heading)
                cutting.Begin(heading.Groups[1].Length, heading.Groups[2].Value.Trim(), ++at);
            else
                at = cutting.Take(lines, at);
        }

        cutting.Begin(1, "", 0);
        return cutting._pieces;
    }

    /// <summary>A heading ends what stands under the last; one with nothing at all under it is a piece of its own.</summary>
    private void Begin(int level, string title, int line)
    {
        Flush();
        if (_bare && _headings[^1].Level >= level)
        {
            _pieces.Add(new DocumentPiece(Path, "", _headingLine, _headingLine));
            _bare = false;
        }

        _headings.RemoveAll(heading => heading.Level >= level);
        if (title.Length == 0)
            return;
        _headings.Add((level, title));
        (_headingLine, _bare) = (line, true);
    }

    /// <summary>Takes a paragraph, or a code block with its fences; gives the line after it.</summary>
    private int Take(string[] lines, int from)
    {
        var to = from + 1;
        if (Fence().Match(lines[from]) is { Success: true } fence)
        {
            while (to < lines.Length && !lines[to].TrimStart().StartsWith(fence.Groups[1].Value, StringComparison.Ordinal))
                to++;
            // One that is never closed ends with the document.
            to = Math.Min(lines.Length, to + 1);
        }
        else
        {
            while (to < lines.Length && !string.IsNullOrWhiteSpace(lines[to]) && !Heading().IsMatch(lines[to]) && !Fence().IsMatch(lines[to]))
                to++;
        }

        var block = string.Join('\n', lines[from..to]);
        if (_text.Length > 0 && _text.Length + block.Length > Longest)
            Flush();
        if (block.Length <= Longest)
        {
            Add(block, from + 1, to, _text.Length > 0 ? "\n\n" : "");
            return to;
        }

        for (var at = from; at < to; at++)
        {
            foreach (var part in Parts(lines[at]))
            {
                if (_text.Length > 0 && _text.Length + part.Length > Longest)
                    Flush();
                Add(part, at + 1, at + 1, _text.Length > 0 ? "\n" : "");
            }
        }

        return to;
    }

    private void Add(string text, int first, int last, string between)
    {
        if (_text.Length == 0)
            _first = first;
        _text.Append(between).Append(text);
        (_last, _bare) = (last, false);
    }

    private void Flush()
    {
        if (_text.ToString().Trim('\n') is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text))
            _pieces.Add(new DocumentPiece(Path, text, _first, _last));
        _text.Clear();
    }

    private static IEnumerable<string> Parts(string line)
    {
        for (var from = 0; from < line.Length;)
        {
            var length = Math.Min(Longest, line.Length - from);
            if (from + length < line.Length)
            {
                if (line.LastIndexOf(' ', from + length - 1, length) is var space && space > from)
                    length = space - from + 1;
                else if (char.IsHighSurrogate(line[from + length - 1]))
                    length--;
            }

            yield return line.Substring(from, length);
            from += length;
        }
    }

    [GeneratedRegex(@"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*(`{3,}|~{3,})")]
    private static partial Regex Fence();
}
