using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Sql;

/// <summary>One statement: every verb in it is looked at, wherever it stands.</summary>
internal sealed partial class SqlStatement(
    List<SqlToken> tokens, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, HashSet<string> temporary, int depth)
{
    private static readonly SqlToken None = new(SqlKind.Sign, " ");

    private string? Target => database;

    private SqlToken At(int index) => index >= 0 && index < tokens.Count ? tokens[index] : None;

    public void Judge()
    {
        if (tokens.Count == 0)
            return;
        var before = shell.Findings.Count;
        var start = 0;
        while (At(start).IsSign('(') || At(start).IsSign('\\'))
            start++;
        First(start);
        for (var at = 0; at < tokens.Count; at++)
            Verb(at);
        Functions();
        if (shell.Findings.Count > before)
            Owned();
    }

    private void Delete(string detail, string? what = null) => shell.Findings.Add(FactNames.DatabaseDelete, detail + (what is null ? "" : $" {what}"), Target ?? "");

    private void Change(string detail) => shell.Findings.Add(FactNames.DatabaseChange, detail);

    /// <summary>What the first word says of the whole.</summary>
    private void First(int start)
    {
        var verb = At(start);
        if (verb.Kind != SqlKind.Word)
        {
            shell.Doubt($"'{verb.Text}' begins no statement that is known");
            return;
        }

        switch (verb.Text)
        {
            case "EXPLAIN" or "ANALYZE" when tokens.Skip(start + 1).Any(token => token.Is("SELECT") || token.Is("DELETE") || token.Is("UPDATE") || token.Is("INSERT")):
                _explained = !Analyzes(start);
                break;
            case "PRAGMA":
                Pragma(start);
                break;
            case "COPY":
                Copy(start);
                break;
            case "DO":
                Inside("runs a block of code");
                break;
            case "DECLARE" when tokens.Any(token => token.Text.StartsWith('@')):
            case "EXECUTE" or "EXEC" or "PREPARE" or "CALL":
                Dynamic(verb.Text);
                break;
            case "SET" or "RESET":
                Setting(start);
                break;
            case "CREATE":
                Create(start);
                break;
            case "VACUUM" when tokens.FirstOrDefault(token => token.Kind == SqlKind.Text) is { Text: { Length: > 0 } file }:
                shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
                Change("writes a copy of the database");
                break;
            case "ATTACH":
                Change("opens another database file");
                foreach (var token in tokens.Where(token => token.Kind == SqlKind.Text))
                    shell.Paths.Judge(shell.Findings, token.Text, PathUse.Write, scope.Directory);
                break;
            case "PURGE" or "SHUTDOWN" or "KILL":
                shell.Findings.Add(verb.Text == "PURGE" ? FactNames.AuditWrite : FactNames.SystemChange, $"{verb.Text} stops the server or removes its log");
                break;
            default:
                if (!SqlWords.Neutral.Contains(verb.Text) && !SqlWords.Reading.Contains(verb.Text) && !Verbs.Contains(verb.Text))
                    shell.Doubt($"'{verb.Text}' begins no statement that is known");
                break;
        }
    }

    /// <summary>Whether EXPLAIN runs what it explains: an option of it says so, wherever it stands among them.</summary>
    private bool Analyzes(int start)
    {
        for (var at = start; at < tokens.Count && !At(at).Is("SELECT") && !At(at).Is("DELETE") && !At(at).Is("UPDATE") && !At(at).Is("INSERT"); at++)
        {
            if (At(at).Is("ANALYZE") && !At(at + 1).Is("FALSE") && !At(at + 1).Is("OFF"))
                return true;
        }

        return false;
    }

    private static readonly string[] Verbs = ["DELETE", "UPDATE", "INSERT", "REPLACE", "MERGE", "UPSERT", "DROP", "TRUNCATE", "ALTER", "GRANT", "REVOKE", "EXPLAIN"];

    private bool _explained;

    /// <summary>A verb in a place where it acts.</summary>
    private void Verb(int at)
    {
        if (At(at).Kind != SqlKind.Word || _explained)
            return;
        var (word, previous, next) = (At(at).Text, At(at - 1), At(at + 1));
        switch (word)
        {
            case "DELETE" when next.Is("FROM") || (previous.Kind == SqlKind.Sign && next.IsName && !At(at + 1).Is("ON")) || (at == 0 && next.IsName):
                Rows(at, "deletes");
                break;
            case "UPDATE" when !previous.Is("FOR") && !previous.Is("ON") && !previous.Is("DO") && !previous.Is("OR") && next.IsName && tokens.Skip(at).Any(token => token.Is("SET")):
                Rows(at, "overwrites");
                break;
            case "DO" when next.Is("UPDATE"):
                Change("changes rows");
                break;
            case "DROP" when at == 0 || previous.Kind == SqlKind.Sign || previous.Is("BEGIN") || previous.Is("THEN") || previous.Is("DO") || previous.Is("LOOP") || previous.Is("ELSE") || InAlter(at):
                Drop(at);
                break;
            case "TRUNCATE" when (at == 0 || !previous.IsSign('.')) && next.IsName && !At(0).Is("GRANT") && !At(0).Is("REVOKE") && !At(0).Is("CREATE"):
                Delete("empties the table", next.Is("TABLE") ? At(at + 2).Text : next.Text);
                break;
            case "ALTER" when at == 0 || previous.Kind == SqlKind.Sign || previous.Is("THEN") || previous.Is("BEGIN"):
                Alter(at);
                break;
            case "GRANT" or "REVOKE" when at == 0 || previous.Is("THEN") || previous.Is("BEGIN"):
                Grant(at);
                break;
            case "INSERT" or "REPLACE" or "MERGE" or "UPSERT" when next.Is("INTO") || next.Is("OR") || (at == 0 && next.IsName):
                Change($"{word.ToLowerInvariant()}s rows");
                break;
            case "INTO" when !previous.Is("INSERT") && !previous.Is("REPLACE") && !previous.Is("MERGE") && !At(0).Is("VACUUM"):
                Into(at);
                break;
            case "PROGRAM" when previous.Is("TO") || previous.Is("FROM"):
                break;
        }
    }

    private bool InAlter(int at) => tokens.Take(at).Any(token => token.Is("ALTER"));

    private void Into(int at)
    {
        if (At(at + 1).Is("OUTFILE") || At(at + 1).Is("DUMPFILE"))
        {
            shell.Paths.Judge(shell.Findings, At(at + 2).Text, PathUse.Overwrite, null);
            Change("has the server write a file");
        }
        else
        {
            Change("stores what it selects");
        }
    }

    /// <summary>DELETE and UPDATE: all rows, or those that a real condition names.</summary>
    private void Rows(int at, string verb)
    {
        var where = -1;
        var level = 0;
        var end = at;
        for (; end < tokens.Count && level >= 0; end++)
        {
            level += At(end).IsSign('(') ? 1 : At(end).IsSign(')') ? -1 : 0;
            if (level == 0 && At(end).Is("WHERE") && where < 0)
                where = end;
        }

        var table = At(at + 1).Is("FROM") ? At(at + 2) : At(at + 1);
        if (temporary.Contains(table.Text.ToUpperInvariant()))
            return;
        if (where < 0)
            Delete($"{verb} every row of", table.Text);
        else if (AlwaysTrue([.. tokens.Take(end).Skip(where + 1).TakeWhile(token => !token.Is("RETURNING") && !token.Is("LIMIT") && !token.Is("ORDER"))]))
            Delete($"{verb} every row of {table.Text}, by a condition that always holds");
        else
            Change($"{verb} rows of {table.Text}");
    }

    /// <summary>True when some part that OR joins holds without looking at a row.</summary>
    private static bool AlwaysTrue(List<SqlToken> condition)
    {
        var part = new List<SqlToken>();
        var level = 0;
        foreach (var token in condition.Append(new SqlToken(SqlKind.Word, "OR")))
        {
            level += token.IsSign('(') ? 1 : token.IsSign(')') ? -1 : 0;
            if (level > 0 || !token.Is("OR"))
            {
                part.Add(token);
                continue;
            }

            if (part.Count > 0 && Holds(part))
                return true;
            part.Clear();
        }

        return condition.Count == 0;
    }

    private static bool Holds(List<SqlToken> part)
    {
        while (part is [{ Kind: SqlKind.Sign, Text: "(" }, .., { Kind: SqlKind.Sign, Text: ")" }])
            part = part[1..^1];
        if (part.All(token => token.IsLiteral || token.Kind == SqlKind.Sign || token.Text is "TRUE" or "NOT" or "FALSE" or "IS" or "NULL" or "LIKE" or "IN" or "BETWEEN" or "AND"))
            return true;
        if (part is [var left, { Kind: SqlKind.Sign, Text: "=" }, var right] && left.IsName && left == right)
            return true;
        return part is [{ IsName: true }, { Text: "LIKE" or "ILIKE" or "GLOB" }, { Kind: SqlKind.Text or SqlKind.Name, Text: "%" or "*" or "%%" }]
            || part is [{ IsName: true }, { Text: "IS" }, { Text: "NOT" }, { Text: "NULL" }]
            || part is [{ Text: "EXISTS" }, { Text: "(" }, { Text: "SELECT" }, { Kind: SqlKind.Number }, { Text: ")" }];
    }

    private void Drop(int at)
    {
        var kind = At(at + 1);
        var skip = at + 1;
        while (At(skip).Is("TEMPORARY") || At(skip).Is("TEMP") || At(skip).Is("IF") || At(skip).Is("EXISTS") || At(skip).Is("TABLE"))
            skip++;
        if (kind.Is("TEMPORARY") || kind.Is("TEMP") || (kind.Is("TABLE") && temporary.Contains(At(skip).Text.ToUpperInvariant())))
            return;
        if (kind.Is("POLICY") || kind.Is("ROLE") || kind.Is("USER") || kind.Is("LOGIN"))
            shell.Findings.Add(kind.Is("POLICY") ? FactNames.SecurityDisable : FactNames.DatabaseChange, $"drops a {kind.Text.ToLowerInvariant()}");
        else if (kind.Kind == SqlKind.Word && SqlWords.Holding.Contains(kind.Text))
            Delete($"drops the {kind.Text.ToLowerInvariant()} {At(skip > at + 1 ? skip : at + 2).Text}");
        else if (InAlter(at) && kind.IsName && kind.Text is not ("CONSTRAINT" or "INDEX" or "KEY" or "PRIMARY" or "DEFAULT" or "NOT" or "EXPRESSION" or "IDENTITY" or "CHECK" or "MEMBER" or "ATTRIBUTE" or "VALUE"))
            Delete($"drops the column {At(skip).Text}");
        else
            Change($"drops the {kind.Text.ToLowerInvariant()}");
        if (!InAlter(at) && tokens.Any(token => token.Is("CASCADE")) && kind.Text is "EXTENSION" or "TYPE" or "DOMAIN" or "FUNCTION")
            Delete($"drops a {kind.Text.ToLowerInvariant()} and whatever hangs on it");
    }

    private void Owned()
    {
        foreach (var token in tokens.Where(token => token.IsName))
        {
            switch (token.Text.ToLowerInvariant())
            {
                case var table when table.StartsWith("audit_entries", StringComparison.Ordinal) || table.StartsWith("audit_head", StringComparison.Ordinal) || table is "audit_checkpoints" or "audit_segments":
                    shell.Findings.Add(FactNames.AuditWrite, "names tables of the audit chain in a statement that does more than read");
                    break;
                case "approvals" or "approval_votes":
                    shell.Findings.Add(FactNames.ApprovalDecide, "names tables of approvals in a statement that does more than read");
                    break;
                case "emergency_stop":
                    shell.Findings.Add(FactNames.StopResume, "names the table of the emergency stop in a statement that does more than read");
                    break;
                case "adopted_laws":
                    shell.Findings.Add(FactNames.LawWrite, "names the table of the law in a statement that does more than read");
                    break;
                case "sqlite_master" or "sqlite_schema" or "pg_authid" or "pg_shadow" or "pg_class" or "pg_proc" or "pg_trigger":
                    shell.Findings.Add(FactNames.SecurityDisable, "changes the database's own catalog");
                    break;
            }
        }

        if (database is { } name && IsOwn(name))
            shell.Findings.Add(FactNames.AuditWrite, $"changes {name}, the house's own database");
    }

    private bool IsOwn(string name)
    {
        var bare = Text.LookAlikes.FoldCase(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        return shell.Places.OwnDatabases.Any(own => bare == own || bare == own + ".db") || bare.StartsWith("hydrabot.db", StringComparison.Ordinal);
    }
}
