using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Text;

namespace HydraBot.Governance.Readers.Sql;

/// <summary>Says what SQL does. Where databases read the same text differently, every reading counts.</summary>
internal static partial class SqlReader
{
    private const int Deepest = 6;

    /// <summary>True when text may be a statement that changes something.</summary>
    public static bool LooksLike(string text) => Verb().IsMatch(text);

    /// <summary>Reads a text of statements.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="database">The database that it is for, where that is known.</param>
    /// <param name="dialect">How it is read.</param>
    /// <param name="shell">Whom facts are told to, and who reads commands that a database is to run.</param>
    /// <param name="scope">Where such commands would run.</param>
    public static void Read(string sql, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope) => Read(sql, database, dialect, shell, scope, 0);

    internal static void Read(string sql, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, int depth)
    {
        if (depth > Deepest || sql.Length > 200_000)
        {
            shell.Doubt("the statements are too deeply nested or too long to be followed");
            return;
        }

        if (Mark.IsUnknown(sql))
            shell.Doubt("part of the statement is not known");
        if (LookAlikes.HasInvisible(sql))
            shell.Doubt("the statement holds signs that cannot be seen");
        if (Hiding().IsMatch(sql))
            shell.Doubt("a comment that some databases run holds signs that begin or end something");
        if (dialect == SqlDialect.Unknown && Ambiguous().IsMatch(sql))
            Compared(sql, database, shell, scope, depth);
        else
            One(sql, database, dialect == SqlDialect.Unknown ? SqlDialect.Postgresql : dialect, shell, scope, depth);
        // What DuckDB is given comes by this way too, and it reads text as PostgreSQL does.
        if (dialect == SqlDialect.Sqlite && Ambiguous().IsMatch(sql) && Found(sql, database, SqlDialect.Postgresql, shell, scope, depth) is { Count: > 0 } others)
            Differ(others.Facts.Where(fact => !shell.Findings.Has(fact.Name)), shell);
    }

    private static void Compared(string sql, string? database, ShellReader shell, ShellScope scope, int depth)
    {
        var readings = new[] { SqlDialect.Postgresql, SqlDialect.Mysql, SqlDialect.Sqlite, SqlDialect.Transact }.Select(way => Found(sql, database, way, shell, scope, depth)).ToArray();
        var certain = readings.SelectMany(found => found.Facts).ToLookup(fact => readings.All(found => Says(found, fact.Name)));
        foreach (var fact in certain[true])
            shell.Findings.Add(fact.Name, fact.Detail, fact.Subject);
        Differ(certain[false], shell);
    }

    /// <summary>Whoever deletes changes something as well.</summary>
    private static bool Says(Findings found, string name) => found.Has(name) || (name == FactNames.DatabaseChange && found.Has(FactNames.DatabaseDelete));

    private static void Differ(IEnumerable<Fact> facts, ShellReader shell)
    {
        foreach (var fact in facts)
            shell.Doubt($"databases read this differently; one of them {fact.Detail}");
    }

    private static Findings Found(string sql, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, int depth)
    {
        var found = new Findings();
        One(sql, database, dialect, shell.Telling(found), scope, depth);
        return found;
    }

    private static void One(string sql, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, int depth)
    {
        Statements(new SqlTokenizer(sql, dialect, runs: true).Read(), database, dialect, shell, scope, depth);
        // From which version on such a comment runs is not known: where it does not, it is a comment.
        if (Running().IsMatch(sql))
            Statements(new SqlTokenizer(sql, dialect, runs: false).Read(), database, dialect, shell, scope, depth);
    }

    private static void Statements(List<SqlToken> tokens, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, int depth)
    {
        var statement = new List<SqlToken>();
        var temporary = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at <= tokens.Count; at++)
        {
            var client = at < tokens.Count && tokens[at].IsSign('\\');
            var sends = client && at + 1 < tokens.Count && tokens[at + 1].Text is "G" or "GX";
            if (at < tokens.Count && !sends && !client && !tokens[at].IsSign(';') && !tokens[at].Is("GO"))
            {
                statement.Add(tokens[at]);
                continue;
            }

            if (client && !sends)
                shell.Doubt("a command of the database's client stands among the statements");
            at += sends ? 1 : 0;
            var whole = new SqlStatement(statement, database, dialect, shell, scope, temporary, depth);
            whole.Judge();
            database = whole.Database;
            statement = [];
        }
    }

    [GeneratedRegex(@"\b(drop|delete|truncate|update|alter|grant|insert|replace|merge|create|revoke|exec|execute|copy)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    /// <summary>Signs that one database takes for a comment or an escape and another does not.</summary>
    [GeneratedRegex(@"#|\\|\|\||&&|--\S|/\*(?:(?!\*/)[\s\S])*/\*|\[|\$|/\*M?!|\r(?!\n)")]
    private static partial Regex Ambiguous();

    /// <summary>Comments that MySQL and MariaDB run from some version on.</summary>
    [GeneratedRegex(@"/\*M?!")]
    private static partial Regex Running();

    /// <summary>One of those that, run or not run, would have what follows read otherwise.</summary>
    [GeneratedRegex("""/\*M?!(?:(?!\*/)[\s\S])*?(?:['"`#]|--|/\*)""")]
    private static partial Regex Hiding();
}
