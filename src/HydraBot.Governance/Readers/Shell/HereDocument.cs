namespace HydraBot.Governance.Readers.Shell;

/// <summary>A here-document whose text comes behind the line that asks for it.</summary>
/// <param name="end">The line that ends it.</param>
/// <param name="dedent">True for <c>&lt;&lt;-</c>, which takes tabs away at the beginning of each line.</param>
/// <param name="quoted">True when its text stands for itself.</param>
internal sealed class HereDocument(string end, bool dedent, bool quoted)
{
    private readonly List<WordPart> _parts = [];

    /// <summary>Its text, as soon as that was read.</summary>
    public IReadOnlyList<WordPart> Parts => _parts;

    /// <summary>Takes its text from here on, and returns where the commands go on.</summary>
    public int Fill(string text, int start)
    {
        var lines = new List<string>();
        var joined = "";
        for (var at = start; at < text.Length;)
        {
            var stop = text.IndexOf('\n', at) is >= 0 and var newline ? newline : text.Length;
            var line = dedent ? text[at..stop].TrimStart('\t') : text[at..stop];
            at = Math.Min(stop + 1, text.Length);
            // Shells differ in whether a continued line can end it, or keep it from ending.
            if (joined.Length > 0 && (line == end || joined + line == end))
                throw new ShellSyntaxException("a here-document may end in two places");
            if (line == end)
                return Done(lines, at);
            joined = !quoted && line[line.TrimEnd('\\').Length..].Length % 2 == 1 ? joined + line[..^1] : "";
            lines.Add(line);
        }

        return Done(lines, text.Length);
    }

    private int Done(List<string> lines, int next)
    {
        var body = string.Concat(lines.Select(line => line + "\n"));
        _parts.AddRange(quoted ? Word.Of(body).Parts : ShellParser.Quoted(body).Parts);
        return next;
    }
}
