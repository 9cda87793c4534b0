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
        if (dialect != SqlDialect.Unknown || !Ambiguous().IsMatch(sql))
        {
            One(sql, database, dialect == SqlDialect.Unknown ? SqlDialect.Postgresql : dialect, shell, scope, depth);
            return;
        }

        var readings = new[] { SqlDialect.Postgresql, SqlDialect.Mysql, SqlDialect.Sqlite }.Select(way =>
        {
            var found = new Findings();
            One(sql, database, way, shell.Telling(found), scope, depth);
            return found;
        }).ToArray();
        foreach (var fact in readings.SelectMany(found => found.Facts))
        {
            if (readings.All(found => found.Has(fact.Name)))
                shell.Findings.Add(fact.Name, fact.Detail, fact.Subject);
            else
                shell.Doubt($"databases read this differently; one of them {fact.Detail}");
        }
    }

    private static void One(string sql, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, int depth)
    {
        var statement = new List<SqlToken>();
        var temporary = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in new SqlTokenizer(sql, dialect).Read())
        {
            if (!token.IsSign(';'))
            {
                statement.Add(token);
                continue;
            }

            new SqlStatement(statement, database, dialect, shell, scope, temporary, depth).Judge();
            statement = [];
        }

        new SqlStatement(statement, database, dialect, shell, scope, temporary, depth).Judge();
    }

    [GeneratedRegex(@"\b(drop|delete|truncate|update|alter|grant|insert|replace|merge|create|revoke|exec|execute|copy)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    /// <summary>Signs that one database takes for a comment or an escape and another does not.</summary>
    [GeneratedRegex(@"#|\\|--\S|/\*(?:(?!\*/)[\s\S])*/\*|\[|\$")]
    private static partial Regex Ambiguous();
}
