using System.Data.Common;
using Npgsql;

namespace HydraBot.Storage;

/// <summary>A PostgreSQL database: the same tables and the same turns as in a SQLite file.</summary>
internal sealed class PostgresqlDatabase : Database
{
    /// <summary>Held from start to end by the one HydraBot that uses the database.</summary>
    private const long House = 0x4879647261426F74;

    /// <summary>Held through each write, so that writers take turns.</summary>
    private const long Turn = House + 1;

    private readonly StorageFolder _folder;
    private readonly Migrations _migrations;
    private readonly TimeProvider _time;
    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _house;

    public PostgresqlDatabase(string connectionString, StorageFolder folder, Migrations migrations, TimeProvider time)
    {
        var settings = Read(connectionString);
        (_folder, _migrations, _time) = (folder, migrations, time);
        _source = NpgsqlDataSource.Create(settings);
        Place = $"The PostgreSQL database {settings.Database ?? settings.Username} at {settings.Host}:{settings.Port}";
    }

    public override SqlDialect Dialect => SqlDialect.Postgresql;

    public override DbDataSource Source => _source;

    public override string Place { get; }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        _folder.Claim();
        try
        {
            await ClaimAsync(cancellationToken);
            await Task.Run(() => _migrations.Apply(this), cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresqlFault.Of(exception, Place);
        }
    }

    public override Task OpenForReadingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            return await work(new SqlSession(connection, null, cancellationToken));
        }
        catch (NpgsqlException exception)
        {
            throw PostgresqlFault.Of(exception, Place);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_house is not null)
            await _house.DisposeAsync();
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    internal override async ValueTask CommitAsync(Durability durability, IReadOnlyList<PendingWrite> work)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await new SqlSession(connection, null, CancellationToken.None).ExecuteAsync(
                "SELECT pg_advisory_xact_lock(@turn), set_config('synchronous_commit', @commit, true)",
                ("turn", Turn), ("commit", durability == Durability.Disk ? "on" : "off"));
            foreach (var one in work)
                await RunAsync(connection, transaction, one, alone: work.Count == 1);
            // Not cancelled half-way: whoever waits must not be told that it failed while it stands.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresqlFault.Of(exception, Place);
        }
    }

    private async ValueTask RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, PendingWrite work, bool alone)
    {
        var session = new SqlSession(connection, null, work.Cancelled);
        if (alone)
        {
            await work.RunAsync(session);
            return;
        }

        await transaction.SaveAsync("work");
        try
        {
            await work.RunAsync(session);
        }
        catch (Exception exception) when (connection.State == System.Data.ConnectionState.Open)
        {
            await transaction.RollbackAsync("work");
            work.Failed(exception is NpgsqlException fault ? PostgresqlFault.Of(fault, Place) : exception);
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(settings.Host))
            {
                throw new StorageException(
                    "Storage:ConnectionString names no Host; for example Host=127.0.0.1;Database=hydrabot;Username=hydrabot.");
            }

            if (settings.MaxAutoPrepare == 0)
                settings.MaxAutoPrepare = 64;
            return settings;
        }
        catch (ArgumentException exception)
        {
            throw new StorageException($"Storage:ConnectionString is no PostgreSQL connection string: {exception.Message}", exception);
        }
    }

    /// <summary>A server takes a moment to notice that the last owner is gone, so one that was just killed is waited for.</summary>
    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        _house = await _source.OpenConnectionAsync(cancellationToken);
        await using var claim = new NpgsqlCommand($"SELECT pg_try_advisory_lock({House})", _house);
        for (var tries = 0; tries < 25; tries++)
        {
            if (await claim.ExecuteScalarAsync(cancellationToken) is true)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), _time, cancellationToken);
        }

        throw new StorageException($"{Place} is used by another HydraBot; stop it, or name another database in Storage:ConnectionString.");
    }
}
