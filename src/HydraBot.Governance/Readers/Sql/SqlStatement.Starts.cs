namespace HydraBot.Governance.Readers.Sql;

/// <summary>Where statements begin: behind words that frame them or explain them, and behind others without a semicolon, as T-SQL allows.</summary>
internal sealed partial class SqlStatement
{
    /// <summary>Behind these words a verb names an event or what happens at the end, or a column.</summary>
    private static readonly string[] Lists = ["SHOW", "FOR", "OF", "AFTER", "COMMIT", "BY"];

    /// <summary>Before these words it is an event, or a column as well.</summary>
    private static readonly string[] Parts =
    [
        "ON", "OR", "AND", "FROM", "TO", "CASCADE", "SET", "NO", "RESTRICT", "WHEN", "OUTPUT", "RETURNING", "CURRENT_TIMESTAMP", "NOW", "AS", "IS", "NOT", "IN", "LIKE", "BETWEEN",
    ];

    /// <summary>What belongs to a word that frames statements.</summary>
    private static readonly string[] Frames =
    [
        "TRAN", "TRANSACTION", "WORK", "READ", "WRITE", "ONLY", "ISOLATION", "LEVEL", "SERIALIZABLE", "REPEATABLE", "COMMITTED", "UNCOMMITTED", "NOT", "DEFERRABLE", "DEFERRED", "IMMEDIATE", "EXCLUSIVE", "CONCURRENT", "AND", "CHAIN",
        "NO", "TO", "SAVEPOINT", "BEGIN",
    ];

    private static readonly string[] Explainable = ["SELECT", "DELETE", "UPDATE", "INSERT", "REPLACE", "MERGE", "VALUES", "EXECUTE", "REFRESH", "TRUNCATE"];

    private static bool Names(SqlToken token) => token.IsName || token.IsSign('[');

    /// <summary>True for a verb where it acts: not among rights, events, columns or the parts of a definition.</summary>
    private bool Acts(int at)
    {
        if (at == _start)
            return true;
        var (previous, next) = (At(at - 1), At(at + 1));
        return Names(next) && !(next.Kind == SqlKind.Word && Parts.Contains(next.Text)) && !(previous.Kind == SqlKind.Word && Lists.Contains(previous.Text)) && !previous.IsSign('.')
            && !IsRight(at);
    }

    /// <summary>True among rights, which end where it is said who gets or loses them; behind that another statement may stand.</summary>
    private bool IsRight(int at) =>
        (At(_start).Is("GRANT") || At(_start).Is("REVOKE") || At(_start).Is("DENY")) && !tokens.Take(at).Any(token => token.Is("TO") || token.Is("FROM"));

    /// <summary>True where a command for the server begins, and not a column or a table of that name.</summary>
    private bool Commands(int at) => At(at).Text switch
    {
        "KILL" => At(at + 1).IsLiteral,
        "SHUTDOWN" or "RECONFIGURE" => (at == tokens.Count - 1 || At(at + 1).Is("WITH")) && At(at - 1) is var previous && !previous.Is("FROM") && !previous.Is("JOIN") && !previous.Is("AS") && !previous.Is("BY") && !previous.Is("SELECT") && (previous.Kind != SqlKind.Sign || previous.Text is ")" or "*"),
        "BACKUP" or "RESTORE" => At(at + 1).Is("DATABASE") || At(at + 1).Is("LOG") || At(at + 1).Is("TABLE"),
        "DISABLE" or "ENABLE" => At(at + 1).Is("TRIGGER") && !InAlter(at),
        _ => At(at + 1).Kind == SqlKind.Word,
    };

    /// <summary>What stands behind BEGIN, COMMIT and the like: a name, and then at most another statement.</summary>
    private void Framed(int start)
    {
        if (At(start).Is("ROLLBACK") || At(start).Is("ABORT"))
            temporary.Clear();
        var at = start + 1;
        while (At(at).IsSign(',') || (At(at).Kind == SqlKind.Word && Frames.Contains(At(at).Text)))
            at++;
        if (At(start).Is("START") && !At(start + 1).Is("TRANSACTION"))
            shell.Doubt($"starts {At(start + 1).Text.ToLowerInvariant()}");
        else if (!Begins(At(at)))
            at++;
        if (at < tokens.Count)
            First(at);
    }

    private void Use(int start)
    {
        var at = start + (At(start + 1).IsSign('[') ? 2 : 1);
        Database = At(at).Kind == SqlKind.Word ? At(at).Text.ToLowerInvariant() : At(at).Text;
        at += At(at + 1).IsSign(']') ? 2 : 1;
        if (at < tokens.Count)
            First(at);
    }

    private static bool Begins(SqlToken token) =>
        token.Kind == SqlKind.Word && (Verbs.Contains(token.Text) || SqlWords.Reading.Contains(token.Text) || token.Text is "CREATE" or "EXEC" or "EXECUTE" or "SET");

    private int Explained(int start) => tokens.FindIndex(start + 1, token => token.Kind == SqlKind.Word && Explainable.Contains(token.Text)) is >= 0 and var at ? at : tokens.Count;

    /// <summary>EXPLAIN runs what it explains where an option of it says so, wherever that stands among them.</summary>
    private void Explain(int start)
    {
        var end = Explained(start);
        var runs = tokens.Index().Take(end).Any(word => (word.Item.Is("ANALYZE") || word.Item.Is("ANALYSE")) && !At(word.Index + 1).Is("FALSE") && !At(word.Index + 1).Is("OFF"));
        _explained = !runs;
        if (runs)
            First(end);
    }
}
