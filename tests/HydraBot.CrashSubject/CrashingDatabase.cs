using System.Data.Common;
using System.Diagnostics;
using HydraBot.Storage;

namespace HydraBot.CrashSubject;

/// <summary>The real database, with the process dying at the n-th write: before it stands, or right after.</summary>
internal sealed class CrashingDatabase(Database inner, int at, bool after) : Database
{
    private int _writes;

    public override SqlDialect Dialect => inner.Dialect;

    public override DbDataSource Source => inner.Source;

    public override string Place => inner.Place;

    public override Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override Task OpenForReadingAsync(CancellationToken cancellationToken) => inner.OpenForReadingAsync(cancellationToken);

    internal override async ValueTask CommitAsync(Durability durability, IReadOnlyList<PendingWrite> work)
    {
        var first = _writes;
        _writes += work.Count;
        var dies = first < at && at <= _writes;
        await inner.CommitAsync(durability, dies && !after ? [.. work, new Death()] : work);
        if (dies)
            Process.GetCurrentProcess().Kill();
    }

    public override ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>The process dies in the transaction, when all of its statements ran and none of them stands.</summary>
    private sealed class Death() : PendingWrite(Durability.Disk, CancellationToken.None)
    {
        public override bool IsDone => false;

        public override ValueTask RunAsync(SqlSession session)
        {
            Process.GetCurrentProcess().Kill();
            return ValueTask.CompletedTask;
        }

        public override void Committed()
        {
        }

        public override void Failed(Exception exception)
        {
        }
    }
}
