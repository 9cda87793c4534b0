using System.Globalization;
using System.Text;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Words: quotes, expansions, substitutions.</summary>
internal sealed partial class ShellParser
{
    /// <summary>What is longer is no place in an array that people write, and is not looked through for each of many.</summary>
    private const int LongestIndex = 1000;

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
        string? index = null;
        if (end < _text.Length && _text[end] == '[')
        {
            if (Brackets.Close(_text, end, LongestIndex) is not { } close)
                return null;
            (index, end) = (_text[(end + 1)..close], close + 1);
        }

        var appends = end < _text.Length && _text[end] == '+';
        if (appends)
            end++;
        if (end >= _text.Length || _text[end] != '=')
            return null;
        _at = end + 1;
        return Here == '(' ? new Assignment(name, new Word([]), appends, index, Elements()) : new Assignment(name, NextWord() ?? new Word([]), appends, index);
    }

    private List<Word> Elements()
    {
        _at++;
        var words = new List<Word>();
        while (true)
        {
            SkipBlank();
            if (Take(")"))
                return words;
            words.Add(NextWord() ?? throw new ShellSyntaxException("an array is not closed"));
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
        if (close < start)
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
}
