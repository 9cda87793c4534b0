using System.Globalization;
using System.Text;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Words: quotes, expansions, substitutions.</summary>
internal sealed partial class ShellParser
{
    private bool IsProcess() => Here is '<' or '>' && Ahead() == '(';

    private string? Name()
    {
        var start = _at;
        while (!AtEnd && (char.IsLetterOrDigit(Here) || Here is '_' or '-' or '.' or ':'))
            _at++;
        return _at == start ? null : _text[start.._at];
    }

    private Assignment? TryAssignment()
    {
        var start = _at;
        var end = start;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        if (end == start || char.IsAsciiDigit(_text[start]))
            return null;
        var name = _text[start..end];
        if (end < _text.Length && _text[end] == '[' && _text.IndexOf(']', end) is > 0 and var close)
            end = close + 1;
        var appends = end < _text.Length && _text[end] == '+';
        if (appends)
            end++;
        if (end >= _text.Length || _text[end] != '=')
            return null;
        _at = end + 1;
        return new Assignment(name, Here == '(' ? ArrayValue() : NextWord() ?? new Word([]), appends);
    }

    /// <summary>An array is read as its words, joined by spaces.</summary>
    private Word ArrayValue()
    {
        _at++;
        var parts = new List<WordPart>();
        while (true)
        {
            SkipBlank();
            if (Take(")"))
                return new Word(parts);
            var word = NextWord() ?? throw new ShellSyntaxException("an array is not closed");
            if (parts.Count > 0)
                parts.Add(new WordPart.Literal(" ", true));
            parts.AddRange(word.Parts.Select(part => part is WordPart.Literal literal ? literal with { Quoted = true } : part));
        }
    }

    /// <summary>The next word; null where none begins.</summary>
    private Word? NextWord()
    {
        var parts = new List<WordPart>();
        var plain = new StringBuilder();
        var start = _at;
        while (!AtEnd)
        {
            if (IsProcess())
            {
                _at += 2;
                Flush(parts, plain, false);
                parts.Add(new WordPart.Process(Closed()));
            }
            else if (Meta.Contains(Here, StringComparison.Ordinal))
            {
                // Extended patterns of bash: @(a|b), and the like.
                if (Here != '(' || plain.Length == 0 || plain[^1] is not ('@' or '?' or '*' or '+' or '!'))
                    break;
                SkipPattern(plain);
            }
            else
            {
                Piece(parts, plain);
            }
        }

        Flush(parts, plain, false);
        return _at == start ? null : new Word(parts);
    }

    private void SkipPattern(StringBuilder plain)
    {
        var depth = 0;
        do
        {
            depth += Here == '(' ? 1 : Here == ')' ? -1 : 0;
            _at++;
        }
        while (depth > 0 && !AtEnd);
        if (depth > 0)
            throw new ShellSyntaxException("a pattern is not closed");
        plain.Length--;
        plain.Append('*');
    }

    private void Piece(List<WordPart> parts, StringBuilder plain)
    {
        switch (Here)
        {
            case '\\' when Ahead() == '\n':
                _at += 2;
                break;
            case '\\':
                Flush(parts, plain, false);
                parts.Add(new WordPart.Literal(Ahead() == '\0' ? "\\" : Ahead().ToString(), true));
                _at = Math.Min(_at + 2, _text.Length);
                break;
            case '\'':
                Flush(parts, plain, false);
                parts.Add(new WordPart.Literal(Until('\''), true));
                break;
            case '"':
                Flush(parts, plain, false);
                _at++;
                DoubleQuoted(parts, '"');
                break;
            case '$' when Ahead() == '\'':
                Flush(parts, plain, false);
                _at++;
                parts.Add(new WordPart.Literal(AnsiC(), true));
                break;
            case '$' when Ahead() == '"':
                Flush(parts, plain, false);
                _at += 2;
                DoubleQuoted(parts, '"');
                break;
            case '$' or '`':
                Flush(parts, plain, false);
                parts.Add(Expansion(false));
                break;
            default:
                plain.Append(Here);
                _at++;
                break;
        }
    }

    private static void Flush(List<WordPart> parts, StringBuilder plain, bool quoted)
    {
        if (plain.Length == 0)
            return;
        parts.Add(new WordPart.Literal(plain.ToString(), quoted));
        plain.Clear();
    }

    /// <summary>Up to the closing sign, which is taken too.</summary>
    private string Until(char end)
    {
        var start = ++_at;
        var close = _text.IndexOf(end, start);
        if (close < 0)
            throw new ShellSyntaxException($"a {end} is not closed");
        _at = close + 1;
        return _text[start..close];
    }

    /// <summary>To the closing quote, or with <c>\0</c> to the end of the text.</summary>
    private void DoubleQuoted(List<WordPart> parts, char end)
    {
        var plain = new StringBuilder();
        var before = parts.Count;
        while (!AtEnd && (end == '\0' || Here != end))
        {
            if (Here == '\\' && Ahead() == '\n')
            {
                _at += 2;
            }
            else if (Here == '\\' && (Ahead() is '$' or '`' or '\\' || (end == '"' && Ahead() == '"')))
            {
                plain.Append(Ahead());
                _at += 2;
            }
            else if (Here is '$' or '`')
            {
                Flush(parts, plain, true);
                parts.Add(Expansion(true));
            }
            else
            {
                plain.Append(Here);
                _at++;
            }
        }

        if (end != '\0')
        {
            if (AtEnd)
                throw new ShellSyntaxException("a double quote is not closed");
            _at++;
        }

        Flush(parts, plain, true);
        if (parts.Count == before)
            parts.Add(new WordPart.Literal("", true));
    }

    private WordPart Expansion(bool quoted)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Here == '`')
            return new WordPart.Command(Parse(Backquoted(), _depth + 1), quoted);
        _at++;
        if (Here == '(' && Ahead() == '(' && ArithmeticText(2) is { } arithmetic)
            return new WordPart.Arithmetic(arithmetic, Quoted(arithmetic), quoted);
        if (Take("("))
            return new WordPart.Command(Closed(), quoted);
        if (Take("["))
        {
            var close = _text.IndexOf(']', _at);
            if (close < 0)
                throw new ShellSyntaxException("a $[ is not closed");
            var inner = _text[_at..close];
            _at = close + 1;
            return new WordPart.Arithmetic(inner, Quoted(inner), quoted);
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

    private WordPart Braced(bool quoted)
    {
        var (start, depth) = (_at, 1);
        while (depth > 0)
        {
            if (AtEnd)
                throw new ShellSyntaxException("a ${ is not closed");
            if (Here == '\\')
                _at++;
            else if (Here == '\'' && !quoted)
                Until('\'');
            else if (Here == '{')
                depth++;
            else if (Here == '}')
                depth--;
            if (AtEnd || Here != '}' || depth > 0)
                _at = Math.Min(_at + 1, _text.Length);
        }

        var inner = _text[start.._at++];
        var at = inner.Length > 0 && inner[0] is '!' or '#' && inner.Length > 1 ? 1 : 0;
        var end = at;
        while (end < inner.Length && (char.IsAsciiLetterOrDigit(inner[end]) || inner[end] == '_'))
            end++;
        if (end == at && end < inner.Length)
            end++;
        return new WordPart.Parameter(inner[at..end], (at == 1 ? inner[..1] : "") + inner[end..], quoted);
    }

    /// <summary>The commands up to the bracket that closes them.</summary>
    private ShellNode Closed()
    {
        var inner = List();
        SkipBlank();
        if (!Take(")"))
            throw new ShellSyntaxException("a substitution is not closed");
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

    internal static Word Quoted(string text)
    {
        var parts = new List<WordPart>();
        new ShellParser(text).DoubleQuoted(parts, '\0');
        return new Word(parts);
    }

    /// <summary>The text of an arithmetic expansion; null when the brackets turn out to be subshells.</summary>
    private string? ArithmeticText(int brackets)
    {
        var (from, depth) = (_at, 0);
        var at = _at;
        while (at < _text.Length)
        {
            depth += _text[at] == '(' ? 1 : _text[at] == ')' ? -1 : 0;
            at++;
            if (depth == 0)
                break;
        }

        if (depth != 0 || at - 2 < from + brackets || _text[at - 2] != ')' || !Calculates(_text.AsSpan((from + brackets)..(at - 2))))
            return null;
        _at = at;
        return _text[(from + brackets)..(at - 2)];
    }

    /// <summary>What is no calculation, some shells take for two subshells: then it is read as these.</summary>
    private static bool Calculates(ReadOnlySpan<char> text)
    {
        var (word, gap) = (false, false);
        foreach (var sign in text)
        {
            if (char.IsAsciiLetterOrDigit(sign) || sign is '_' or '$' or '{' or '}' or '#' or '@' or '.')
            {
                if (word && gap)
                    return false;
                (word, gap) = (true, false);
            }
            else if (char.IsWhiteSpace(sign))
            {
                gap = true;
            }
            else if ("+-*/%<>=!&|^~?:,()[]\"".Contains(sign, StringComparison.Ordinal))
            {
                (word, gap) = (false, false);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private ShellNode? Arithmetic() => ArithmeticText(2) is { } inner ? new ShellNode.Test([Quoted(inner)]) : null;

    private ShellNode Conditional()
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

    /// <summary>ANSI-C quoting: <c>$'\x67it'</c>.</summary>
    private string AnsiC()
    {
        var text = new StringBuilder();
        _at++;
        while (!AtEnd && Here != '\'')
        {
            if (Here != '\\')
            {
                text.Append(Here);
                _at++;
                continue;
            }

            _at++;
            Escape(text);
        }

        if (AtEnd)
            throw new ShellSyntaxException("a $' is not closed");
        _at++;
        return text.ToString();
    }

    private void Escape(StringBuilder text)
    {
        var sign = Here;
        _at++;
        switch (sign)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'a': text.Append('\a'); break;
            case 'b': text.Append('\b'); break;
            case 'e' or 'E': text.Append('\u001B'); break;
            case 'f': text.Append('\f'); break;
            case 'v': text.Append('\v'); break;
            case 'x': Number(text, 16, 2); break;
            case 'u': Number(text, 16, 4); break;
            case 'U': Number(text, 16, 8); break;
            case 'c':
                text.Append((char)(Here & 0x1F));
                _at++;
                break;
            case >= '0' and <= '7':
                _at--;
                Number(text, 8, 3);
                break;
            default: text.Append(sign); break;
        }
    }

    private void Number(StringBuilder text, int radix, int most)
    {
        var start = _at;
        while (_at - start < most && !AtEnd && (radix == 16 ? char.IsAsciiHexDigit(Here) : Here is >= '0' and <= '7'))
            _at++;
        if (_at == start)
            return;
        var value = radix == 16
            ? int.Parse(_text.AsSpan(start, _at - start), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : Convert.ToInt32(_text[start.._at], 8) & 0xFF;
        if (Rune.TryCreate(value, out var rune))
            text.Append(rune.ToString());
    }

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
