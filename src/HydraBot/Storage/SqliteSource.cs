using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace HydraBot.Storage;

/// <summary>Pooled connections to one SQLite file, each with foreign keys on and patience for another's write.</summary>
internal sealed class SqliteSource(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate) : DbDataSource
{
    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        ForeignKeys = true,
        Pooling = true,
    }.ToString();

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = (SqliteConnection)base.OpenDbConnection();
        using var patience = connection.CreateCommand();
        patience.CommandText = "PRAGMA busy_timeout = 5000";
        patience.ExecuteNonQuery();
        return connection;
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(OpenDbConnection());

    protected override void Dispose(bool disposing)
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        await base.DisposeAsyncCore();
    }
}
