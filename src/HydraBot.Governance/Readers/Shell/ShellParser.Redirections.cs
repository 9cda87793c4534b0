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
        var document = new HereDocument(end, dedent, word.Parts.Any(part => part.Quoted));
        _documents.Add(document);
        return new Word(document.Parts);
    }
}
