using HydraBot.Backups.Targets;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HydraBot.Backups.Kinds;

/// <summary>SQLite files by SQLite's own online backup (https://www.sqlite.org/backup.html): whole, while others write.</summary>
internal sealed class SqliteMethod : IBackupMethod
{
    private const int Patience = 30;

    public BackupKind Kind => BackupKind.Sqlite;

    public string Ending => ".db";

    public Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(target.Options.Path!);
        return Task.FromResult<IReadOnlyList<BackupItem>>([new BackupItem(target, Path.GetFileNameWithoutExtension(path), path)]);
    }

    public Task<bool> ExistsAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken) => Task.FromResult(File.Exists(item.Source));

    public Task WriteAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken) => RunAsync(item, () =>
    {
        if (!File.Exists(item.Source))
            throw new OperationException($"There is no file {item.Source}; the target {item.Target.Name} names it.");
        using var from = Open(item.Source, SqliteOpenMode.ReadOnly);
        using var to = Open(file, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
        // The copy is one file, without a log beside it.
        Ask(to, "PRAGMA journal_mode = DELETE");
    }, cancellationToken);

    public Task<IReadOnlyList<string>> VerifyAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<string>>(item, () =>
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = $"file:{Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        return Ask(connection, "PRAGMA integrity_check(1)") is var finding and not "ok"
            ? throw new OperationException($"The copy of {item.Database} is damaged: {finding}")
            : ["integrity_check of the copy says ok", $"{Ask(connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'")} tables"];
    }, cancellationToken);

    /// <summary>Into the file as it is, in one transaction: whoever has it open goes on with the former state, or with the new one.</summary>
    public Task RestoreAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken) => RunAsync(item, () =>
    {
        using var from = Open(file, SqliteOpenMode.ReadOnly);
        using var to = Open(item.Source, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
    }, cancellationToken);

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = Patience }.ConnectionString);
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle, Patience * 1000);
        return connection;
    }

    private static string Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    private static Task<bool> RunAsync(BackupItem item, Action work, CancellationToken cancellationToken) => RunAsync(
        item,
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    private static Task<T> RunAsync<T>(BackupItem item, Func<T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                return work();
            }
            catch (SqliteException exception)
            {
                throw new OperationException(
                    exception.SqliteErrorCode switch
                    {
                        raw.SQLITE_FULL or raw.SQLITE_IOERR => $"The disk is full or failed while {item.Database} was written ({exception.Message}). Nothing was kept.",
                        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another program holds {item.Source}, and did not let go of it within {Patience} s.",
                        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"{item.Source} or its copy is damaged, or no SQLite file: {exception.Message}",
                        _ => $"SQLite says of {item.Source}: {exception.Message}",
                    },
                    exception);
            }
        },
        cancellationToken);
}
