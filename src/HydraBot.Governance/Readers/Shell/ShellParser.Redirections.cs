namespace HydraBot.Governance.Readers.Shell;

/// <summary>Redirections and here-documents.</summary>
internal sealed partial class ShellParser
{
    private bool TryRedirection(List<Redirection> into)
    {
        var at = _at;
        while (char.IsAsciiDigit(Here))
            _at++;
        if (_at == at && Here == '{')
            SkipVariable();
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

    /// <summary>The variable that gets the number of what is opened, as in <c>{log}&gt;file</c>; other braces belong to a word.</summary>
    private void SkipVariable()
    {
        var end = _at + 1;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        if (_text.AsSpan(end) is ['}', '<' or '>', ..])
            _at = end + 1;
    }

    // Stryker disable once linq : it is only asked where one of them stands.
    private string Operator() => Operators.First(Take);

    /// <summary>Those that begin like others stand before them.</summary>
    private static readonly string[] Operators = ["<<<", "<<-", "<<", "<>", "<&", "<", "&>>", "&>", ">>", ">|", ">&", ">"];

    /// <summary>A here-document, whose text comes after the line: its word is filled in when that is reached.</summary>
    private Word Document(bool dedent)
    {
        var word = NextWord() ?? throw new ShellSyntaxException("a here-document has no end word");
        // What looks like an expansion here stands for itself, to its last brace.
        var end = word.Plain ?? throw new ShellSyntaxException("the end word of a here-document is no plain word");
        var document = new HereDocument(end, dedent, word.Parts.Any(part => part.Quoted));
        _documents.Add(document);
        return new Word(document.Parts);
    }
}
