using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Expansions and substitutions: parameters, commands, arithmetic.</summary>
internal sealed partial class ShellParser
{
    private WordPart Expansion(bool quoted)
    {
        Deeper();
        var part = Expanded(quoted);
        _depth--;
        return part;
    }

    private WordPart Expanded(bool quoted)
    {
        if (Here == '`')
            return new WordPart.Command(Parse(Backquoted()), quoted);
        _at++;
        if (Here == '(' && Ahead() == '(' && ArithmeticText() is { } arithmetic)
            return new WordPart.Arithmetic(arithmetic, Quoted(arithmetic, _depth), quoted);
        if (Take("("))
            return new WordPart.Command(Closed(), quoted);
        if (Take("["))
        {
            var close = Brackets.Close(_text, _at - 1) ?? throw new ShellSyntaxException("a $[ is not closed");
            var inner = _text[_at..close];
            _at = close + 1;
            return new WordPart.Arithmetic(inner, Quoted(inner, _depth), quoted);
        }

        if (Take("{"))
            return Braced(quoted);
        if (Here is '@' or '*' or '#' or '?' or '-' or '$' or '!' or (>= '0' and <= '9'))
            return new WordPart.Parameter(_text[_at++].ToString(), "", quoted);
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(Here) || Here == '_'))
            _at++;
        return _at == start ? new WordPart.Literal("$", quoted) : new WordPart.Parameter(_text[start.._at], "", quoted);
    }

    private WordPart.Parameter Braced(bool quoted)
    {
        var prefix = Here is '!' or '#' ? Here : '\0';
        var from = prefix == '\0' ? _at : _at + 1;
        var end = from;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        if (end == from && end < _text.Length && _text[end] != '}')
            end++;
        _at = end;
        SkipOperation(quoted);
        return new WordPart.Parameter(_text[from..end], _text[end..(_at++)], quoted, prefix);
    }

    /// <summary>To the brace that closes, past those in quotes and in other expansions. Within double quotes single ones count in patterns only.</summary>
    private void SkipOperation(bool quoted)
    {
        var singles = !quoted || Here is '#' or '%' or '/' or '^' or ',' or '[';
        var skipped = new List<WordPart>();
        var depth = 1;
        while (true)
        {
            switch (Here)
            {
                case '\0' when AtEnd:
                    throw new ShellSyntaxException("a ${ is not closed");
                case '\\':
                    _at = Math.Min(_at + 2, _text.Length);
                    continue;
                case '\'' when singles:
                    Until('\'');
                    continue;
                case '"':
                    _at++;
                    DoubleQuoted(skipped, '"');
                    continue;
                case '$' or '`':
                    Expansion(!singles);
                    continue;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return;
            }

            _at++;
        }
    }

    /// <summary>The commands up to the bracket that closes them. Here-documents of the line around come behind that line.</summary>
    private ShellNode Closed()
    {
        var outer = _documents;
        _documents = [];
        var inner = List();
        if (!Take(")"))
            throw new ShellSyntaxException("a substitution is not closed");
        if (_documents.Count > 0)
            throw new ShellSyntaxException("a here-document is not where it is looked for");
        _documents = outer;
        return inner;
    }

    private string Backquoted()
    {
        var inner = new StringBuilder();
        _at++;
        while (!AtEnd && Here != '`')
        {
            if (Here == '\\' && Ahead() is '`' or '\\' or '$')
                _at++;
            inner.Append(Here);
            _at++;
        }

        if (AtEnd)
            throw new ShellSyntaxException("a backquote is not closed");
        _at++;
        return inner.ToString();
    }

    internal static Word Quoted(string text, int depth = 0)
    {
        var parts = new List<WordPart>();
        new ShellParser(text) { _depth = depth }.DoubleQuoted(parts, '\0');
        return new Word(parts);
    }

    /// <summary>A word within <c>${ }</c>: quotes count in it, blanks and signs of the shell do not.</summary>
    internal static Word Bare(string text)
    {
        var parser = new ShellParser(text);
        var (parts, plain) = (new List<WordPart>(), new StringBuilder());
        while (!parser.AtEnd)
            parser.Piece(parts, plain);
        Flush(parts, plain, false);
        return new Word(parts);
    }

    /// <summary>The text of an arithmetic expansion; null when the brackets turn out to be subshells.</summary>
    private string? ArithmeticText(bool certain = false)
    {
        if (Brackets.Close(_text, _at) is not { } close || _text[close - 1] != ')')
            return null;
        var text = _text[(_at + 2)..(close - 1)];
        if (!certain && !Calculation().IsMatch(text))
            return null;
        _at = close + 1;
        return text;
    }

    /// <summary>What is no calculation, as two words side by side are none, some shells take for two subshells: then it is read as these.</summary>
    [GeneratedRegex("""^(?:[-+*/%<>=!&|^~?:,()[\]"\s]|[A-Za-z0-9_${}#@.](?!\s+[A-Za-z0-9_${}#@.]))*\z""")]
    private static partial Regex Calculation();

    private ShellNode.Test? Arithmetic() => ArithmeticText() is { } inner ? new ShellNode.Test([Quoted(inner, _depth)], inner) : null;

    private ShellNode.Test Conditional()
    {
        var words = new List<Word>();
        while (!TakeWord("]]"))
        {
            if (AtEnd)
                throw new ShellSyntaxException("']]' is missing");
            if (Meta.Contains(Here, StringComparison.Ordinal) && !IsProcess())
                _at++;
            else if (NextWord() is { } word)
                words.Add(word);
        }

        return new ShellNode.Test(words);
    }
}
