using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Sql;

/// <summary>Functions that statements call, and files that they read.</summary>
internal sealed partial class SqlStatement
{
    /// <summary>Functions are called by reading statements too, and may do anything.</summary>
    private void Functions()
    {
        if (At(0).Is("PRAGMA"))
            return;
        var (reaching, writing) = (false, false);
        foreach (var (at, token) in tokens.Index())
        {
            if (token.IsName && IsSecret(at))
                shell.Findings.Add(FactNames.SecretRead, "reads the passwords of the database");
            if (!token.IsName || !At(at + 1).IsSign('('))
                continue;
            var name = token.Text.ToUpperInvariant();
            if (SqlWords.Reaching.Contains(name))
            {
                shell.Findings.Add(FactNames.CodeHidden, $"{name.ToLowerInvariant()} reaches out of the database");
                reaching = true;
                writing |= name is "WRITEFILE" or "LO_EXPORT" or "PG_FILE_WRITE" or "PG_FILE_UNLINK";
            }
            else if (SqlWords.Evaluating.Contains(name) || (At(at - 1).IsSign('.') && At(at - 2).Is("CRON")))
            {
                Dynamic(name);
            }
            else if (!(SqlWords.Computing.Contains(name) && IsBuiltIn(at)) && !InDefinition(at))
            {
                Change($"calls {token.Text.ToLowerInvariant()}(), whose effect is not known");
            }
        }

        if (reaching)
            Reached(writing ? PathUse.Overwrite : PathUse.Read);
        if (tokens.Exists(token => token.IsName && SqlWords.Procedures.Contains(token.Text.ToUpperInvariant())))
        {
            shell.Findings.Add(FactNames.CodeHidden, "has the database server run a program");
            foreach (var text in tokens.Where(token => token.Kind == SqlKind.Text))
                Scripts.Certain(text.Text, shell, scope);
        }
    }

    /// <summary>What is handed to functions that reach out of the database may be a command, a statement or a path.</summary>
    private void Reached(PathUse use)
    {
        foreach (var text in tokens.Where(token => token.Kind == SqlKind.Text).Select(token => token.Text).Distinct())
        {
            Scripts.Certain(text, shell, scope);
            if (SqlReader.LooksLike(text))
                SqlReader.Read(text, Database, dialect, shell, scope, depth + 1);
            if (text.Contains('/', StringComparison.Ordinal))
                shell.Paths.Judge(shell.Findings, text, use, null);
        }
    }

    /// <summary>Files that are read as if they were tables, as DuckDB and ClickHouse do, also by patterns; and those that are loaded.</summary>
    private void Files()
    {
        var looks = At(_start).Is("SELECT") || At(_start).Is("WITH");
        foreach (var (at, token) in tokens.Index())
        {
            if (token.Kind is not (SqlKind.Text or SqlKind.Name))
                continue;
            var previous = At(at - 1);
            if (previous.Is("FROM") || previous.Is("JOIN") || previous.Is("INFILE") || (looks && previous is { Kind: SqlKind.Sign, Text: "," or "(" }))
                shell.Paths.Judge(shell.Findings, token.Text.Replace('*', Mark.Star).Replace('?', Mark.One), PathUse.Read, scope.Directory);
        }
    }

    /// <summary>In another schema than the database's own a function of any name may do anything.</summary>
    private bool IsBuiltIn(int at) => !At(at - 1).IsSign('.') || At(at - 2).Text.ToUpperInvariant() is "PG_CATALOG" or "SYS";

    /// <summary>True for a table or a column in which a database keeps passwords.</summary>
    private bool IsSecret(int at) => At(at).Text.ToUpperInvariant() switch
    {
        "AUTHENTICATION_STRING" => true,
        "USER" or "GLOBAL_PRIV" => At(at - 1).IsSign('.') && At(at - 2).Text.ToUpperInvariant() is "MYSQL",
        var name => SqlWords.Secrets.Contains(name) && IsBuiltIn(at),
    };

    /// <summary>The name of a query or an alias before a list of columns is no function, and a verb before its options is none.</summary>
    private bool InDefinition(int at) =>
        At(at - 1).Is("WITH") || At(at - 1).Is("RECURSIVE") || At(at - 1).Is("AS") || (At(at - 1).IsSign(',') && At(0).Is("WITH") && AmongQueries(at)) || (at == 0 && (At(0).Is("EXPLAIN") || At(0).Is("COPY")));

    /// <summary>True where the queries that WITH names are told one by one, and not within them or behind them.</summary>
    private bool AmongQueries(int at)
    {
        var level = 0;
        foreach (var token in tokens.Take(at).Skip(1))
        {
            // Stryker disable once assignment : only nought counts, and that is the same from below.
            level += token.IsSign('(') ? 1 : token.IsSign(')') ? -1 : 0;
            if (level == 0 && Begins(token))
                return false;
        }

        return level == 0;
    }
}
