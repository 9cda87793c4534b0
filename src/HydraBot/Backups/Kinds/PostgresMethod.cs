using System.Globalization;
using System.Text;
using HydraBot.Backups.Programs;
using HydraBot.Backups.Targets;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Backups.Kinds;

/// <summary>PostgreSQL by its own programs: pg_dump's custom format, pg_restore, psql (https://www.postgresql.org/docs/current/app-pgdump.html).</summary>
internal sealed class PostgresMethod(IEnumerable<ContainerExec> execs) : IBackupMethod
{
    private const string Restored = "hydrabot-restored";

    /// <summary>All that people made goes, in the transaction that brings the backup's: what came after the backup does not stay behind.</summary>
    private const string Wipe =
        """
        BEGIN;
        SET LOCAL client_min_messages = warning;
        DO $hydrabot$
        DECLARE one record;
        BEGIN
          FOR one IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', one.nspname);
          END LOOP;
          CREATE SCHEMA public;
          GRANT USAGE ON SCHEMA public TO PUBLIC;
          PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;
        END
        $hydrabot$;

        """;

    private static readonly Dictionary<string, string> None = [];

    public BackupKind Kind => BackupKind.Postgres;

    public string Ending => ".dump";

    public async Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken)
    {
        var server = Server(target);
        string[] names = target.Options.Database is { Length: > 0 } one ? [one]
            : PostgresSettings.Of(target.Options).TryGetValue("PGDATABASE", out var named) ? [named]
            : (await AskAsync(clearance, target, "postgres", "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1", cancellationToken))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. names.Select(name => new BackupItem(target, name, $"{server}/{name}"))];
    }

    public async Task<bool> ExistsAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken) =>
        (await AskAsync(clearance, item.Target, "postgres", $"SELECT count(*) FROM pg_database WHERE datname = {Literal(item.Database)}", cancellationToken)).Trim() != "0";

    public async Task WriteAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        await RunAsync(clearance, item.Target, item.Database, ["pg_dump", "--format=custom", "--no-password"], null, output, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> VerifyAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        using var list = new MemoryStream();
        await using (var input = File.OpenRead(file))
            await RunAsync(clearance, item.Target, null, ["pg_restore", "--list"], input, list, cancellationToken);
        await using (var input = File.OpenRead(file))
            await RunAsync(clearance, item.Target, null, ["pg_restore", "--file=/dev/null"], input, Stream.Null, cancellationToken);
        var entries = Encoding.UTF8.GetString(list.GetBuffer(), 0, (int)list.Length).Split('\n').Count(line => line.Length > 0 && line[0] != ';');
        return [string.Create(CultureInfo.InvariantCulture, $"pg_restore lists {entries} entries"), "pg_restore reads it to its end"];
    }

    public async Task RestoreAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        // The whole script first: only then is it sure that its end is there, without which nothing is committed.
        var script = Path.Combine(Path.GetDirectoryName(file)!, $".incoming-{Guid.CreateVersion7():N}");
        try
        {
            await using (var input = File.OpenRead(file))
            await using (var output = new FileStream(script, Shelf.BackupShelf.Private(FileMode.CreateNew)))
                await RunAsync(clearance, item.Target, null, ["pg_restore", "--clean", "--if-exists", "--file=-"], input, output, cancellationToken);
            if (!await ExistsAsync(clearance, item, cancellationToken))
                await AskAsync(clearance, item.Target, "postgres", $"CREATE DATABASE {Name(item.Database)} TEMPLATE template0", cancellationToken);
            await using var statements = new JoinedStreams(
                new MemoryStream(Encoding.UTF8.GetBytes(Wipe)), File.OpenRead(script), new MemoryStream(Encoding.UTF8.GetBytes($"\nCOMMIT;\n\\echo {Restored}\n")));
            using var said = new CappedOutput();
            await RunAsync(clearance, item.Target, item.Database, ["psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"], statements, said, cancellationToken);
            if (!said.Text.Contains(Restored, StringComparison.Ordinal))
                throw new OperationException($"psql ended before {item.Database} was restored; nothing of it was kept.");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private async Task<string> AskAsync(Clearance clearance, BackupTarget target, string database, string sql, CancellationToken cancellationToken)
    {
        using var said = new CappedOutput();
        await RunAsync(clearance, target, database, ["psql", "--no-psqlrc", "--quiet", "--no-password", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", $"--command={sql}"], null, said, cancellationToken);
        return said.Text;
    }

    private async Task RunAsync(Clearance clearance, BackupTarget target, string? database, IReadOnlyList<string> command, Stream? input, Stream output, CancellationToken cancellationToken)
    {
        var environment = database is null ? None : new Dictionary<string, string>(PostgresSettings.Of(target.Options)) { ["PGDATABASE"] = database };
        var end = await Place(target).RunAsync(clearance, command, environment, input, output, cancellationToken);
        if (end.Code != 0)
            throw new OperationException($"{command[0]} says of {target.Name}: {Reason(end)}");
    }

    private IProgramPlace Place(BackupTarget target) => target.Options.Container is { Length: > 0 } container
        ? new ContainerPrograms(execs.FirstOrDefault() ?? throw new OperationException("There is no container engine in this house."), container)
        : new HostPrograms();

    private static string Server(BackupTarget target) => target.Options.Container is { Length: > 0 } container
        ? $"container {container}"
        : PostgresSettings.Of(target.Options) is var known ? $"{known["PGHOST"]}:{known["PGPORT"]}" : "";

    /// <summary>One line: the first that says error, without the program's name.</summary>
    private static string Reason(ProgramEnd end)
    {
        var lines = end.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(said => said.Contains("rror:", StringComparison.Ordinal) || said.Contains("FATAL", StringComparison.Ordinal) || said.Contains("ERROR", StringComparison.Ordinal)) ?? lines.LastOrDefault();
        return line is null ? string.Create(CultureInfo.InvariantCulture, $"nothing, and ended with exit code {end.Code}") : line.Length > 300 ? $"{line[..300]}…" : line;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Name(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class CappedOutput : IDisposable
    {
        private readonly CappedStream _stream = new(1 << 20);

        public string Text => Encoding.UTF8.GetString(_stream.Kept.Span);

        public static implicit operator Stream(CappedOutput output) => output._stream;

        public void Dispose() => _stream.Dispose();
    }
}
