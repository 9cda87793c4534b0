namespace HydraBot.Governance.Readers.Sql;

/// <summary>Cuts SQL into tokens as one dialect does. Comments vanish; those that MySQL runs stay as what they run, where it is told to run them.</summary>
internal sealed class SqlTokenizer(string text, SqlDialect dialect, bool runs, bool inside = false)
{
    private readonly List<SqlToken> _tokens = [];
    private int _at;

    private bool Mysql => dialect == SqlDialect.Mysql;

    private bool Brackets => dialect is SqlDialect.Sqlite or SqlDialect.Transact;

    // Stryker disable once equality : nothing stands behind the end, and a step more changes nothing.
    private bool AtEnd => _at >= text.Length;

    private char Here => _at < text.Length ? text[_at] : '\0';

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    public List<SqlToken> Read()
    {
        while (!AtEnd)
            Step();
        return _tokens;
    }

    private void Step()
    {
        var sign = Here;
        if (sign == '$' && dialect == SqlDialect.Postgresql && Dollar())
            return;
        if (char.IsWhiteSpace(sign) || sign is '\0' or '\uFEFF')
            _at++;
        else if (sign == '-' && Next == '-' && (!Mysql || _at + 2 >= text.Length || text[_at + 2] is <= ' ' or '\x7F'))
            SkipLine();
        else if (sign == '#' && Mysql)
            SkipLine();
        else if (sign == '/' && Next == '*')
            Comment();
        else if (sign == '*' && Next == '/' && Mysql && runs)
            _at += 2;
        else if (Mysql && sign is '|' or '&' && Next == sign)
            Joint(sign);
        else if (sign == '\'')
            Quoted('\'', SqlKind.Text, Mysql || Escaping());
        else if (sign == '"')
            Quoted('"', SqlKind.Name, Mysql);
        else if (sign == '`')
            Quoted('`', SqlKind.Name, false);
        else if (sign == '[' && Brackets)
            Quoted(']', SqlKind.Name, false);
        else if (char.IsAsciiDigit(sign))
            Number();
        else if (char.IsLetter(sign) || sign is '_' or '@' || (sign == '$' && dialect != SqlDialect.Postgresql))
            Word();
        else
        {
            _tokens.Add(new SqlToken(SqlKind.Sign, sign.ToString()));
            _at++;
        }
    }

    /// <summary>What joins texts or ranges elsewhere joins conditions in MySQL.</summary>
    private void Joint(char sign)
    {
        _tokens.Add(new SqlToken(SqlKind.Word, sign == '|' ? "OR" : "AND"));
        _at += 2;
    }

    /// <summary>True after PostgreSQL's <c>E</c> before a string.</summary>
    private bool Escaping()
    {
        if (dialect != SqlDialect.Postgresql || _at == 0 || text[_at - 1] is not ('E' or 'e') || _tokens is not [.., { Kind: SqlKind.Word, Text: "E" }])
            return false;
        _tokens.RemoveAt(_tokens.Count - 1);
        return true;
    }

    private void SkipLine()
    {
        while (Here != '\n' && (Here != '\r' || dialect != SqlDialect.Postgresql) && !AtEnd)
            _at++;
    }

    private void Comment()
    {
        if (runs && _at + 2 < text.Length && (text[_at + 2] == '!' || (text[_at + 2] == 'M' && _at + 3 < text.Length && text[_at + 3] == '!')))
        {
            // MySQL and MariaDB run what is in here, from some version on.
            _at += text[_at + 2] == '!' ? 3 : 4;
            while (char.IsAsciiDigit(Here))
                _at++;
            if (!Mysql && !inside)
                CloseRunning();
            return;
        }

        var depth = 0;
        while (!AtEnd)
        {
            if (Here == '/' && Next == '*')
            {
                depth = dialect is SqlDialect.Postgresql or SqlDialect.Transact ? depth + 1 : 1;
                _at += 2;
            }
            else if (Here == '*' && Next == '/')
            {
                _at += 2;
                if (--depth <= 0)
                    return;
            }
            else
            {
                _at++;
            }
        }
    }

    /// <summary>Elsewhere it is a comment, but somebody meant it to run: it is read all the same.</summary>
    private void CloseRunning()
    {
        var close = text.IndexOf("*/", _at, StringComparison.Ordinal);
        var end = close < _at ? text.Length : close;
        _tokens.AddRange(new SqlTokenizer(text[_at..end], dialect, runs, inside: true).Read());
        _at = end + 2;
    }

    private void Quoted(char end, SqlKind kind, bool escapes)
    {
        var content = new System.Text.StringBuilder();
        _at++;
        while (_at < text.Length)
        {
            if (escapes && Here == '\\')
            {
                content.Append(Next);
                _at += 2;
            }
            else if (Here == end && Next == end && (end != ']' || dialect == SqlDialect.Transact))
            {
                content.Append(end);
                _at += 2;
            }
            else if (Here == end)
            {
                break;
            }
            else
            {
                content.Append(Here);
                _at++;
            }
        }

        _at++;
        _tokens.Add(new SqlToken(kind, content.ToString()));
    }

    private bool Dollar()
    {
        var end = _at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        if (end >= text.Length || text[end] != '$' || char.IsAsciiDigit(text[_at + 1]))
            return false;
        var start = end + 1;
        var tag = text[_at..start];
        var close = text.IndexOf(tag, start, StringComparison.Ordinal);
        var stop = close < start ? text.Length : close;
        _tokens.Add(new SqlToken(SqlKind.Text, text[start..stop]));
        _at = stop + tag.Length;
        return true;
    }

    private void Number()
    {
        var start = _at;
        if (Here == '0' && Next is 'x' or 'X')
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Here))
                _at++;
        }
        else
        {
            while (char.IsAsciiDigit(Here) || (Here == '.' && char.IsAsciiDigit(Next)))
                _at++;
        }

        _tokens.Add(new SqlToken(SqlKind.Number, text[start.._at]));
    }

    private void Word()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Here) || Here is '_' or '@' or '$')
            _at++;
        _tokens.Add(new SqlToken(SqlKind.Word, text[start.._at].ToUpperInvariant()));
    }
}
