using System.Data.Common;

namespace HydraBot.Storage;

/// <summary>The one database of the house, opened at start before anything else.</summary>
internal abstract class Database : IAsyncDisposable
{
    public abstract SqlDialect Dialect { get; }

    /// <summary>Connections for statements that stand alone.</summary>
    public abstract DbDataSource Source { get; }

    /// <summary>Where it is, for people; without any password.</summary>
    public abstract string Place { get; }

    /// <summary>Claims, checks and migrates the database.</summary>
    /// <exception cref="StorageException">It cannot be used; nothing was damaged.</exception>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Looks at the database beside a house that may be running: nothing is claimed, checked or changed.</summary>
    /// <exception cref="StorageException">There is none, or it cannot be read.</exception>
    public abstract Task OpenForReadingAsync(CancellationToken cancellationToken);

    /// <summary>Runs statements as one transaction, one writer after the other.</summary>
    /// <exception cref="StorageException">The database could not write; nothing of the transaction remains.</exception>
    public abstract ValueTask<T> WriteAsync<T>(
        Durability durability, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs queries that all see the same moment.</summary>
    public abstract ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
