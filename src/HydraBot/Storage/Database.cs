using System.Collections.Concurrent;
using System.Data.Common;

namespace HydraBot.Storage;

/// <summary>The one database of the house, opened at start before anything else.</summary>
internal abstract class Database : IAsyncDisposable
{
    private const int MostTogether = 128;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<PendingWrite> _waiting = new();

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

    /// <summary>Runs statements as one transaction, one writer after the other; what waits meanwhile shares the next commit.</summary>
    /// <remarks>Nothing is told to its caller before it is committed. Work that fails takes nothing of the others' with it.</remarks>
    /// <exception cref="StorageException">The database could not write; nothing of the transaction remains.</exception>
    public async ValueTask<T> WriteAsync<T>(
        Durability durability, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mine = new PendingWrite<T>(durability, work, cancellationToken);
        _waiting.Enqueue(mine);
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (mine.TryTake())
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // Somebody is committing it at this moment: whether it stands is known when they are done.
            return await mine.End;
        }

        try
        {
            while (!mine.IsDone)
                await CommitNextAsync();
        }
        finally
        {
            _turn.Release();
        }

        return await mine.End;
    }

    /// <summary>Runs queries that all see the same moment.</summary>
    public abstract ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Commits pieces of work as one transaction, tells each of those that failed by itself, and forgets what those did.</summary>
    /// <exception cref="StorageException">Nothing of them remains.</exception>
    internal abstract ValueTask CommitAsync(Durability durability, IReadOnlyList<PendingWrite> work);

    private async ValueTask CommitNextAsync()
    {
        var batch = new List<PendingWrite>();
        while (batch.Count < MostTogether && _waiting.TryDequeue(out var next))
        {
            if (next.TryTake())
                batch.Add(next);
        }

        try
        {
            if (batch.Count > 0)
                await CommitAsync(batch.Max(work => work.Durability), batch);
            foreach (var work in batch)
                work.Committed();
        }
        catch (Exception exception)
        {
            // Each of those who wait gets it, from the leader's own place on.
            foreach (var work in batch)
                work.Failed(exception);
        }
    }
}
