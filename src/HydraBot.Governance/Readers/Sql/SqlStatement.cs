using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Sql;

/// <summary>One statement: every verb in it is looked at, wherever it stands.</summary>
internal sealed partial class SqlStatement(
    List<SqlToken> tokens, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope, HashSet<string> temporary, int depth)
{
    private const int MostTokens = 5_000;

    private static readonly SqlToken None = new(SqlKind.Sign, " ");

    /// <summary>The database that the next statement is for: another one may be chosen here.</summary>
    public string? Database { get; private set; } = database;

    private SqlToken At(int index) => index >= 0 && index < tokens.Count ? tokens[index] : None;

    public void Judge()
    {
        if (tokens.Count == 0)
            return;
        var before = shell.Findings.Count;
        while (At(_start).IsSign('('))
            _start++;
        First(_start);
        if (tokens.Count > MostTokens)
        {
            shell.Doubt("a statement is too long to be followed");
        }
        else
        {
            foreach (var (at, _) in tokens.Index())
                Verb(at);
            Functions();
            Files();
        }

        if (shell.Findings.Count > before)
            Owned();
    }

    private void Delete(string detail, string? what = null) => shell.Findings.Add(FactNames.DatabaseDelete, detail + (what is null ? "" : $" {what}"), Database ?? "");

    private void Change(string detail) => shell.Findings.Add(FactNames.DatabaseChange, detail);

    /// <summary>What the first word says of the whole.</summary>
    private void First(int start)
    {
        // Stryker disable once statement : the same as in ReadingBudget.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var verb = At(start);
        if (verb.Kind != SqlKind.Word)
        {
            shell.Doubt($"'{verb.Text}' begins no statement that is known");
            return;
        }

        switch (verb.Text)
        {
            case "EXPLAIN":
            case "ANALYZE" or "ANALYSE" when Explained(start) < tokens.Count:
                Explain(start);
                break;
            case "USE":
                Use(start);
                break;
            case "RESTORE" when At(start + 1).Is("DATABASE"):
                Delete("restores over a database");
                break;
            case "PRAGMA":
                Pragma(start);
                break;
            case "COPY":
                Copy();
                break;
            case "DO":
                Change("runs a block of code");
                Inside();
                break;
            case "DECLARE" when tokens.Any(token => token.Text.StartsWith('@')):
            case "EXECUTE" or "EXEC" or "PREPARE" or "CALL":
                Dynamic(verb.Text);
                break;
            case "SET" or "RESET":
                Setting(start);
                break;
            case "CREATE":
                // Stryker disable once statement : taken back when the mutated code is compiled, and counted all the same; the acts of CREATE hold it.
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
            case var word when SqlWords.Neutral.Contains(word):
                Framed(start);
                break;
            default:
                if (!SqlWords.Reading.Contains(verb.Text) && !Verbs.Contains(verb.Text))
                    shell.Doubt($"'{verb.Text}' begins no statement that is known");
                break;
        }
    }

    private static readonly string[] Verbs = ["DELETE", "UPDATE", "INSERT", "REPLACE", "MERGE", "UPSERT", "DROP", "TRUNCATE", "ALTER", "GRANT", "REVOKE", "DENY"];

    private bool _explained;

    private int _start;

    /// <summary>A verb in a place where it acts.</summary>
    private void Verb(int at)
    {
        if (At(at).Kind != SqlKind.Word || _explained)
            return;
        var (word, previous, next) = (At(at).Text, At(at - 1), At(at + 1));
        switch (word)
        {
            case "DELETE" when next.Is("FROM") || Acts(at):
                Rows(at, "deletes");
                break;
            case "UPDATE" when Acts(at) && (tokens.Skip(at).Any(token => token.Is("SET")) || (InAlter(at) && Says("WHERE"))):
                Rows(at, "overwrites");
                break;
            case "DO" when next.Is("UPDATE"):
                Change("changes rows");
                break;
            case "DROP" when Acts(at) || InAlter(at):
                Drop(at);
                break;
            case "TRUNCATE" when Acts(at):
                Delete("empties the table", Shown(next.Is("TABLE") ? at + 2 : at + 1));
                break;
            case "CREATE" when Acts(at):
                Create(at);
                break;
            case "ALTER" when Acts(at) && !InAlter(at):
                Alter(at);
                break;
            case "GRANT" or "REVOKE" or "DENY" when Acts(at):
                Grant(at);
                break;
            case "INSERT" or "REPLACE" or "MERGE" or "UPSERT" when next.Is("INTO") || next.Is("OR") || (Acts(at) && !next.Is("JOIN") && !next.Is("UNION") && !InAlter(at)):
                Change($"{word.ToLowerInvariant()}s rows");
                if (word == "MERGE")
                    Merge(at);
                break;
            case "EXEC" or "EXECUTE" when Acts(at) || next.IsSign('(') || next.Is("AS"):
                Dynamic(word);
                break;
            case "KILL" or "SHUTDOWN" or "RECONFIGURE" or "BACKUP" or "RESTORE" or "DBCC" or "DISABLE" or "ENABLE" when Commands(at):
                First(at);
                break;
            case "INTO" when !previous.Is("INSERT") && !previous.Is("REPLACE") && !previous.Is("MERGE") && !At(0).Is("VACUUM"):
                Into(at);
                break;
        }
    }

    private bool InAlter(int at) => _alter >= 0 && _alter < at;

    private readonly int _alter = tokens.FindIndex(token => token.Is("ALTER"));

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

        if (Database is { } name && IsOwn(name))
            shell.Findings.Add(FactNames.AuditWrite, $"changes {name}, the house's own database");
    }

    private bool IsOwn(string name)
    {
        var bare = Text.LookAlikes.FoldCase(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        return shell.Places.OwnDatabases.Any(own => bare == own) || bare.StartsWith("hydrabot.db", StringComparison.Ordinal);
    }
}
