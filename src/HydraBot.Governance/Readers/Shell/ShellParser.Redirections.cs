namespace HydraBot.Governance.Readers.Shell;

/// <summary>Redirections and here-documents.</summary>
internal sealed partial class ShellParser
{
    private bool TryRedirection(List<Redirection> into)
    {
        var at = _at;
        while (char.IsAsciiDigit(Here))
            _at++;
        if (_at == at && Here == '{' && _text.IndexOf('}', _at) is > 0 and var close && close + 1 < _text.Length && _text[close + 1] is '<' or '>')
            _at = close + 1;
        if (IsProcess() || (Here is not ('<' or '>') && !(_at == at && Here == '&' && Ahead() == '>')))
        {
            _at = at;
            return false;
        }

        var sign = Operator();
        SkipBlank(newlines: false);
        if (sign is "<<" or "<<-")
        {
            into.Add(new Redirection("<<", Document(sign == "<<-")));
            return true;
        }

        into.Add(new Redirection(sign, NextWord() ?? throw new ShellSyntaxException($"'{sign}' has no target")));
        return true;
    }

    private string Operator()
    {
        foreach (var sign in (ReadOnlySpan<string>)["<<<", "<<-", "<<", "<>", "<&", "<", "&>>", "&>", ">>", ">|", ">&", ">"])
        {
            if (Take(sign))
                return sign;
        }

        throw new ShellSyntaxException($"'{Here}' is no redirection");
    }

    /// <summary>A here-document, whose text comes after the line: its word is filled in when that is reached.</summary>
    private Word Document(bool dedent)
    {
        var word = NextWord() ?? throw new ShellSyntaxException("a here-document has no end word");
        var end = string.Concat(word.Parts.Select(part => part switch
        {
            WordPart.Literal literal => literal.Text,
            WordPart.Parameter parameter => "$" + parameter.Name,
            _ => throw new ShellSyntaxException("the end word of a here-document is no plain word"),
        }));
        var at = _text.IndexOf('\n', _at);
        var quoted = word.Parts.Any(part => part.Quoted);
        if (at < 0)
            return new Word([]);
        // Documents of one line follow each other; earlier ones are skipped over.
        var start = at + 1;
        foreach (var earlier in _documents)
            start = DocumentEnd(start, earlier.End, earlier.Dedent).Next;
        var (bodyEnd, _) = DocumentEnd(start, end, dedent);
        _documents.Add((end, dedent));
        var body = start < bodyEnd ? _text[start..bodyEnd] : "";
        if (dedent)
            body = string.Join('\n', body.Split('\n').Select(line => line.TrimStart('\t')));
        return quoted ? Word.Of(body) : Quoted(body);
    }

    private (int End, int Next) DocumentEnd(int start, string end, bool dedent)
    {
        var at = start;
        while (at < _text.Length)
        {
            var stop = _text.IndexOf('\n', at);
            var line = stop < 0 ? _text[at..] : _text[at..stop];
            if ((dedent ? line.TrimStart('\t') : line) == end)
                return (at, stop < 0 ? _text.Length : stop + 1);
            if (stop < 0)
                break;
            at = stop + 1;
        }

        return (_text.Length, _text.Length);
    }
}
