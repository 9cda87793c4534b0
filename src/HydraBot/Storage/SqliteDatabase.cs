using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HydraBot.Storage;

/// <summary>A SQLite file in the data folder, with a write-ahead log: readers never wait, writers take turns.</summary>
internal sealed class SqliteDatabase(StorageFolder folder, Migrations migrations) : Database
{
    private readonly SqliteSource _source = new(folder.DatabaseFile);
    private readonly SqlStatements _statements = new();
    private SqliteConnection? _writer;
    private Durability? _durability;

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override DbDataSource Source => _source;

    public override string Place => folder.DatabaseFile;

    public override Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    public override Task OpenForReadingAsync(CancellationToken cancellationToken) => File.Exists(Place)
        ? Task.CompletedTask
        : throw new StorageException($"There is no database {Place}; Storage:Path names the folder of the house.");

    public override async ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = (SqliteConnection)await _source.OpenConnectionAsync(cancellationToken);
            await using var moment = connection.BeginTransaction(deferred: true);
            return await work(new SqlSession(connection, null, cancellationToken));
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Of(exception, Place);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _statements.DisposeAsync();
        if (_writer is not null)
            await _writer.DisposeAsync();
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    internal override async ValueTask CommitAsync(Durability durability, IReadOnlyList<PendingWrite> work)
    {
        try
        {
            var writer = _writer ?? throw new InvalidOperationException("The database is not open yet.");
            await CommitAsAsync(durability);
            await RunAsync("BEGIN IMMEDIATE");
            try
            {
                foreach (var one in work)
                    await RunAsync(writer, one, alone: work.Count == 1);
                await RunAsync("COMMIT");
            }
            catch
            {
                // SQLite itself has rolled back after some errors.
                if (IsInTransaction(writer))
                    await RunAsync("ROLLBACK");
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Of(exception, Place);
        }
    }

    private async ValueTask RunAsync(SqliteConnection writer, PendingWrite work, bool alone)
    {
        var session = new SqlSession(writer, _statements, work.Cancelled);
        if (alone)
        {
            await work.RunAsync(session);
            return;
        }

        await RunAsync("SAVEPOINT work");
        try
        {
            await work.RunAsync(session);
        }
        catch (Exception exception) when (IsInTransaction(writer))
        {
            await RunAsync("ROLLBACK TO work");
            work.Failed(exception is SqliteException fault ? SqliteFault.Of(fault, Place) : exception);
        }

        await RunAsync("RELEASE work");
    }

    private static bool IsInTransaction(SqliteConnection writer) => raw.sqlite3_get_autocommit(writer.Handle) == 0;

    private void Open()
    {
        folder.Claim();
        try
        {
            _writer = (SqliteConnection)_source.OpenConnection();
            if (Ask("PRAGMA quick_check(1)") is var finding and not "ok")
                throw new StorageException(SqliteFault.Damaged(Place, finding));
            Ask("PRAGMA journal_mode = WAL");
            migrations.Apply(this);
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Of(exception, Place);
        }
    }

    private string Ask(string pragma)
    {
        using var command = _writer!.CreateCommand();
        command.CommandText = pragma;
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>NORMAL leaves the write-ahead log to the system's cache; FULL waits until the disk has all of it.</summary>
    private async ValueTask CommitAsAsync(Durability durability)
    {
        if (_durability == durability)
            return;
        await RunAsync(durability == Durability.Disk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _durability = durability;
    }

    private async ValueTask RunAsync(string sql) => await new SqlSession(_writer!, _statements, CancellationToken.None).ExecuteAsync(sql);
}
