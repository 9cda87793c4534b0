using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Sql;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Clients of databases: the statements that they are given, and the commands of their own.</summary>
internal static partial class DatabaseClients
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Psql, "psql pgcli"), .. CommandTable.For(Mysql, "mysql mariadb mycli"), .. CommandTable.For(Sqlite, "sqlite3 sqlite litecli duckdb"),
        .. CommandTable.For(Other, "sqlcmd cqlsh clickhouse-client clickhouse usql osql isql sqlplus influx snowsql bq"), .. CommandTable.For(Drop, "dropdb dropuser pg_dropcluster pg_resetwal initdb"),
        .. CommandTable.For(Admin, "mysqladmin mariadb-admin"), .. CommandTable.For(Mongo, "mongosh mongo mongorestore"), .. CommandTable.For(Redis, "redis-cli valkey-cli keydb-cli"),
        .. CommandTable.For(Restore, "pg_restore"), .. CommandTable.For(Dump, "pg_dump pg_dumpall mysqldump mariadb-dump mongodump pg_basebackup"), .. CommandTable.For(Server, "pg_ctl createdb createuser vacuumdb reindexdb pg_ctlcluster pgbench"),
        .. CommandTable.For((_, _, _) => { }, "pg_isready pg_lsclusters pg_config"),
    ];

    private static IEnumerable<string> Values(Invocation call, params string[] options)
    {
        for (var at = 0; at < call.Arguments.Count; at++)
        {
            var argument = call.Arguments[at];
            foreach (var option in options)
            {
                if (argument == option && at + 1 < call.Arguments.Count)
                    yield return call.Arguments[at + 1];
                else if (option.StartsWith("--", StringComparison.Ordinal) && argument.StartsWith(option + "=", StringComparison.Ordinal))
                    yield return argument[(option.Length + 1)..];
                else if (option.Length == 2 && argument.Length > 2 && argument != "-execute" && argument.StartsWith(option, StringComparison.Ordinal))
                    yield return argument[2..];
            }
        }
    }

    private static void Statements(string[] given, string? database, SqlDialect dialect, Invocation call, ShellReader shell, ShellScope scope)
    {
        foreach (var sql in given)
            SqlReader.Read(sql, database, dialect, shell, scope);
        if (given.Length > 0)
            return;
        if (call.Input is { } input)
            SqlReader.Read(input, database, dialect, shell, scope);
        else
            shell.Doubt($"{call.Name} takes statements that are not seen");
    }

    private static void Files(IEnumerable<string> files, string? database, SqlDialect dialect, ShellReader shell, ShellScope scope)
    {
        foreach (var file in files)
        {
            if (scope.TryFile(file, out var content))
                SqlReader.Read(content, database, dialect, shell, scope);
            else
                shell.Doubt($"runs the statements in {Mark.Show(file)}, which are not seen");
        }
    }

    private static void Psql(Invocation call, ShellReader shell, ShellScope scope)
    {
        Shortened(call, PsqlOptions, shell);
        var statements = Values(call, "-c", "--command").ToArray();
        var files = Values(call, "-f", "--file").ToArray();
        if (statements.Length + files.Length == 0 && call.Input is null && call.Has("-l", "--list", "--version", "-V", "--help"))
            return;
        var written = string.Join('\n', [.. files.Select(file => scope.TryFile(file, out var content) ? content : null), call.Input]);
        var texts = string.Join('\n', [.. statements, written]);
        var target = Values(call, "-d", "--dbname").LastOrDefault() ?? call.Plain(PsqlValued).FirstOrDefault() ?? scope.Variables.GetValueOrDefault("PGDATABASE");
        var moved = string.Join('\n', Connects().Matches(texts).Select(match => match.Value));
        // Where it cannot be told, it may still be the house's own.
        var database = (moved.Length > 0 ? null : Named(target)) ?? shell.Places.OwnDatabases.FirstOrDefault(own => $"{target}\n{moved}".Contains(own, StringComparison.OrdinalIgnoreCase));
        foreach (var line in texts.Split('\n'))
            Slash(line, shell, scope);
        Files(files, database, SqlDialect.Postgresql, shell, scope);
        // Outside of -c a variable stands for its value, as it is.
        var filled = Filled(written, Values(call, "-v", "--set", "--variable"));
        if (filled != written)
            SqlReader.Read(filled, database, SqlDialect.Postgresql, shell, scope);
        if (files.Length == 0 || statements.Length > 0)
            Statements([.. statements.Where(text => !text.TrimStart().StartsWith('\\'))], database, SqlDialect.Postgresql, statements.Length > 0 ? call with { Input = call.Input ?? "" } : call, shell, scope);
        foreach (var output in Values(call, "-o", "--output", "-L", "--log-file"))
            Into(output, output, shell, scope);
    }

    /// <summary>What clients write goes into a file, or behind a bar into a command.</summary>
    private static void Into(string target, string file, ShellReader shell, ShellScope scope)
    {
        if (target.StartsWith('|'))
            shell.Read(target[1..], scope.Copy());
        else
            shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
    }

    /// <summary>The database in what psql is to connect to; null where more may be said of it than is understood.</summary>
    private static string? Named(string? target) =>
        target?.Contains("://", StringComparison.Ordinal) == true ? target.Contains("dbname", StringComparison.Ordinal) ? null : target.Split('?')[0].Split('/').ElementAtOrDefault(3)
        : target?.Contains('=', StringComparison.Ordinal) != true ? target
        : DatabaseName().Match(target) is { Success: true } named ? named.Groups[1].Value : null;

    /// <summary>The text with these variables' values, as <c>name=value</c>, in their places.</summary>
    private static string Filled(string text, IEnumerable<string> variables)
    {
        var values = variables.Select(variable => variable.Split('=', 2)).ToLookup(pair => pair[0], pair => pair[^1], StringComparer.Ordinal);
        return VariableName().Replace(text, match => values[match.Groups[1].Value].LastOrDefault() ?? match.Value);
    }

    private static readonly string[] PsqlValued =
    [
        "-c", "--command", "-f", "--file", "-h", "-p", "-U", "-v", "-o", "-P", "-F", "-R", "-T", "-L", "--host", "--port", "--username", "--set", "--variable", "--output", "--log-file", "--field-separator", "--pset",
        "--record-separator", "--table-attr",
    ];

    private static readonly string[] PsqlOptions =
    [
        "command", "dbname", "file", "list", "set", "variable", "version", "no-psqlrc", "single-transaction", "help", "echo-all", "echo-errors", "echo-queries", "echo-hidden", "log-file", "no-readline", "output", "quiet",
        "single-step", "single-line", "no-align", "csv", "field-separator", "html", "pset", "record-separator", "tuples-only", "table-attr", "expanded", "field-separator-zero", "record-separator-zero", "host", "port",
        "username", "no-password", "password",
    ];

    private static readonly string[] MysqlValued =
    [
        "-e", "--execute", "-u", "-h", "-P", "-D", "-S", "--user", "--host", "--port", "--database", "--socket", "--protocol", "--default-character-set", "--ssl-ca", "--ssl-mode", "--connect-timeout", "--login-path",
    ];

    private static readonly string[] MysqlOptions =
    [
        "execute", "database", "user", "host", "port", "password", "socket", "protocol", "help", "version", "batch", "silent", "table", "skip-column-names", "column-names", "raw", "vertical", "html", "xml", "force", "verbose",
        "compress", "default-character-set", "ssl", "ssl-ca", "ssl-mode", "connect-timeout", "quick", "safe-updates", "no-auto-rehash", "unbuffered", "comments", "line-numbers", "show-warnings", "skip-ssl", "login-path",
    ];

    /// <summary>Long options may be shortened, and some are not known: then it may do more than is seen.</summary>
    private static void Shortened(Invocation call, string[] known, ShellReader shell)
    {
        if (call.Arguments.FirstOrDefault(argument => argument.StartsWith("--", StringComparison.Ordinal) && argument.Length > 2 && !known.Contains(argument[2..].Split('=')[0])) is { } other)
            shell.Doubt($"{call.Name} {Mark.Show(other)} may do more than what is seen");
    }

    /// <summary>Commands of psql: <c>\!</c> runs, <c>\o</c> writes, <c>\i</c> reads statements.</summary>
    private static void Slash(string line, ShellReader shell, ShellScope scope)
    {
        foreach (Match match in SlashCommand().Matches(line))
        {
            var (verb, rest) = (match.Groups[1].Value, match.Groups[2].Value.Trim());
            foreach (Match inside in BetweenBackquotes().Matches(rest))
            {
                shell.Doubt("a command of psql runs another one");
                shell.Read(inside.Groups[1].Value, scope.Copy());
            }

            if (verb == "!")
                shell.Read(rest, scope.Copy());
            else if (verb is "o" or "out" or "w" or "write" or "g" or "gx" or "s")
                Into(rest, rest.Split(' ')[0], shell, scope);
            else if (verb is "i" or "ir" or "include" or "copy" or "gexec" or "password" or "setenv" or "e" or "ef" or "ev" or "edit" or "c" or "connect" || verb.StartsWith("lo_", StringComparison.Ordinal))
            {
                shell.Doubt($"\\{verb} of psql runs or changes what is not seen");
                if (verb == "copy" && ProgramText().Match(rest) is { Success: true } program)
                    shell.Read(program.Groups[1].Value, scope.Copy());
            }
        }
    }

    private static void Mysql(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["--version" or "-V" or "--help" or "-?"])
            return;
        Shortened(call, MysqlOptions, shell);
        var statements = Values(call, "-e", "--execute", "--init-command").ToArray();
        var database = call.Plain(MysqlValued).FirstOrDefault() ?? Values(call, "-D", "--database").LastOrDefault();
        foreach (var line in string.Join('\n', [.. statements, call.Input]).Split('\n'))
        {
            if (MysqlSystem().Match(line) is { Success: true } match)
                shell.Read(match.Groups[1].Value, scope.Copy());
            if (MysqlSource().IsMatch(line))
                shell.Doubt("runs statements that are not seen");
        }

        Statements(statements, database, SqlDialect.Mysql, call, shell, scope);
    }

    private static void Sqlite(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["-version" or "--version" or "-help" or "--help"])
            return;
        var words = call.Plain("-cmd", "-init", "-separator", "-newline", "-nullvalue", "-maxsize", "-c").ToArray();
        var database = words.FirstOrDefault();
        var given = words.Skip(1).Concat(Values(call, "-cmd", "-c")).ToArray();
        var lines = given.Length > 0 ? given : call.Input is { } input ? input.Split('\n') : [];
        var before = shell.Findings.Count;
        foreach (var line in lines.Where(line => line.TrimStart().StartsWith('.')))
            Dot(line.Trim(), shell, scope, database);
        var statements = string.Join('\n', lines.Where(line => !line.TrimStart().StartsWith('.')));
        if (lines.Length == 0)
            shell.Doubt("takes statements that are not seen");
        else
            SqlReader.Read(statements, database, SqlDialect.Sqlite, shell, scope);
        if (call.Has("-init"))
            shell.Doubt("runs statements that are not seen");
        if (shell.Findings.Count > before && database is not null)
            shell.Paths.Judge(shell.Findings, database, PathUse.Write, scope.Directory);
    }

    private static void Dot(string line, ShellReader shell, ShellScope scope, string? database)
    {
        var words = line.Split(' ', 2);
        var rest = words.Length > 1 ? words[1].Trim() : "";
        switch (words[0])
        {
            case ".shell" or ".system":
                shell.Read(rest, scope.Copy());
                break;
            case ".output" or ".once" or ".backup" or ".save" or ".clone" when rest.Length > 0:
                Into(rest, rest.Split(' ')[^1].Trim('\'', '"'), shell, scope);
                break;
            case ".restore":
                shell.Findings.Add(FactNames.DatabaseDelete, "overwrites the database", database ?? "");
                break;
            case ".tables" or ".schema" or ".databases" or ".indexes" or ".mode" or ".headers" or ".width" or ".help" or ".quit" or ".exit" or ".show" or ".timer" or ".dbinfo" or ".dump" or ".fullschema":
                break;
            default:
                shell.Doubt($"{words[0]} of sqlite3 may change something");
                break;
        }
    }

    private static void Other(Invocation call, ShellReader shell, ShellScope scope)
    {
        var statements = Values(call, "-Q", "-q", "-e", "--query", "-c", "--execute", "-execute", "--command").Concat(call.Name == "bq" ? call.Plain().Skip(1) : []).ToArray();
        Statements(statements, Values(call, "-d", "--database", "-k").LastOrDefault(), SqlDialect.Unknown, call, shell, scope);
        if ((call.Name == "bq" && call.Arguments.Contains("rm")) || (call.Name == "influx" && call.Arguments.Contains("delete")))
            shell.Findings.Add(FactNames.DatabaseDelete, call.Line, "");
        shell.Findings.Add(FactNames.NetworkUse, $"works on a database: {call.Line}");
    }

    private static void Drop(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "dropuser")
            shell.Findings.Add(FactNames.DatabaseChange, call.Line);
        else if (call.Arguments is not ["--help" or "--version"])
            shell.Findings.Add(FactNames.DatabaseDelete, $"drops or rebuilds a database: {call.Line}", call.Plain("-h", "-p", "-U", "--host", "--port", "--username", "--maintenance-db", "-D").LastOrDefault() ?? "");
        if (call.Plain("-h", "-p", "-U").Any(name => shell.Places.OwnDatabases.Contains(name.ToLowerInvariant())))
            shell.Findings.Add(FactNames.AuditWrite, "drops the house's own database");
    }

    private static void Admin(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Plain("-u", "-h", "-P", "--user", "--host", "--port").ToArray();
        if (words.Any(word => word.Length > 1 && "drop".StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            shell.Findings.Add(FactNames.DatabaseDelete, $"drops a database: {call.Line}", words[^1]);
        else if (words.Length == 0 || words.Any(word => word is not ("status" or "ping" or "version" or "processlist" or "variables" or "extended-status")))
            shell.Findings.Add(FactNames.DatabaseChange, call.Line);
    }

    private static void Mongo(Invocation call, ShellReader shell, ShellScope scope)
    {
        var code = string.Join('\n', [.. Values(call, "--eval"), call.Input]);
        var named = call.Name == "mongorestore" ? call.ValueOf("-d", "--db")
            : OtherMongo().IsMatch(code) ? null : call.Plain("--eval", "--host", "--port", "-u", "-p", "--username", "--password", "--authenticationDatabase").FirstOrDefault();
        if (MongoDelete().IsMatch(code) || call.Has("--drop"))
            shell.Findings.Add(FactNames.DatabaseDelete, $"deletes data: {call.Line}", named?.Split('?')[0].Split('/')[^1] ?? "");
        shell.Findings.Add(FactNames.DatabaseChange, $"runs code in a database: {call.Line}");
    }

    private static void Redis(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Plain("-h", "-p", "-a", "-n", "-u", "--user", "--pass", "-r", "-i").ToArray();
        var verb = words.FirstOrDefault()?.ToUpperInvariant();
        var text = string.Join(' ', [.. words, call.Input]).ToUpperInvariant();
        if (RedisDelete().IsMatch(text))
            shell.Findings.Add(FactNames.DatabaseDelete, $"deletes data: {call.Line}", "redis");
        if (text.Contains("CONFIG SET", StringComparison.Ordinal) || text.Contains("ACL SETUSER", StringComparison.Ordinal) || text.Contains("MODULE LOAD", StringComparison.Ordinal))
            shell.Findings.Add(FactNames.SecurityDisable, $"changes who may use the store: {call.Line}");
        if (verb is not ("GET" or "MGET" or "INFO" or "PING" or "TTL" or "TYPE" or "EXISTS" or "DBSIZE" or "SCAN" or "KEYS" or "LRANGE" or "HGETALL" or "HGET" or "SMEMBERS" or "ZRANGE" or "LLEN" or "STRLEN" or "TIME") && !(verb is "MEMORY" or "CLIENT" && words.ElementAtOrDefault(1)?.ToUpperInvariant() is "USAGE" or "STATS" or "DOCTOR" or "LIST" or "INFO" or "ID"))
            shell.Findings.Add(FactNames.DatabaseChange, $"changes a store: {call.Line}");
    }

    private static void Restore(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.ValueOf("-f", "--file") is { Length: > 0 } and not "-" and var file)
            shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
        if (call.HasShort('l', "dUhpfjFnNtTISPL") || call.Has("--list", "--version", "--help"))
            return;
        // What it creates is named in the backup.
        var database = call.HasShort('C') || Options.FirstOf(call, "", "create") is not null ? null : Values(call, "-d", "--dbname").LastOrDefault();
        shell.Findings.Add(call.HasShort('c') || Options.FirstOf(call, "", "clean", "create") is not null ? FactNames.DatabaseDelete : FactNames.DatabaseChange, $"restores over a database: {call.Line}", database ?? "");
    }

    private static void Dump(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Has("--version", "--help", "-V"))
            return;
        if (call.ValueOf("-f", "--file", "--result-file", "-r", "--out", "-o", "-D") is { Length: > 0 } file)
            shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
        shell.Doubt($"copies a database's content: {call.Line}");
    }

    private static void Server(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "pg_ctl" && call.Plain("-D", "--pgdata", "-l", "--log", "-o", "-p", "-t", "--timeout", "-m", "--mode").SequenceEqual(["status"]) || (call.Name == "pg_ctlcluster" && call.Plain().ElementAtOrDefault(2) == "status"))
            return;
        shell.Findings.Add(FactNames.DatabaseChange, $"changes a database server: {call.Line}");
    }

    /// <summary>Settings of a connection, none of them in quotes in which others may stand.</summary>
    [GeneratedRegex(@"^\s*(?:(?!dbname)\w+\s*=\s*[^\s'\\]+\s+)*dbname\s*=\s*'?([\w-]+)'?(?:\s+(?!dbname)\w+\s*=\s*[^\s'\\]+)*\s*$")]
    private static partial Regex DatabaseName();

    [GeneratedRegex(@"\\c(?:onnect)?(?:\s.*)?$", RegexOptions.Multiline)]
    private static partial Regex Connects();

    [GeneratedRegex(@"\\(!|[a-z_]+)\s*([^\\]*)")]
    private static partial Regex SlashCommand();

    [GeneratedRegex(@"(?<!:):(\w+)")]
    private static partial Regex VariableName();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex BetweenBackquotes();

    [GeneratedRegex(@"program\s+'([^']*)'", RegexOptions.IgnoreCase)]
    private static partial Regex ProgramText();

    [GeneratedRegex(@"^\s*(?:\\!|system\s)\s*(.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex MysqlSystem();

    [GeneratedRegex(@"^\s*(?:\\\.|source\s)", RegexOptions.IgnoreCase)]
    private static partial Regex MysqlSource();

    [GeneratedRegex(@"dropDatabase|\.drop\s*\(|deleteMany\s*\(\s*(?:\{\s*\})?\s*\)|\.remove\s*\(\s*(?:\{\s*\})?\s*\)|dropIndexes|dropUser|dropAllUsers|\bdrop\b")]
    private static partial Regex MongoDelete();

    [GeneratedRegex(@"SiblingDB|getDB|\buse\b|connect\s*\(|Mongo\s*\(")]
    private static partial Regex OtherMongo();

    [GeneratedRegex(@"\b(FLUSHALL|FLUSHDB|SWAPDB|DEBUG|SHUTDOWN NOSAVE|(?:REPLICAOF|SLAVEOF) (?!NO ONE)|CLUSTER RESET)\b|REDIS\.CALL\(.FLUSH|REDIS\.CALL\(.DEL")]
    private static partial Regex RedisDelete();
}
