using System.Data.Common;
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

    public override async ValueTask<T> WriteAsync<T>(Durability durability, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var dies = Interlocked.Increment(ref _writes) == at;
        var result = await inner.WriteAsync(durability, async session =>
        {
            var done = await work(session);
            if (dies && !after)
                System.Diagnostics.Process.GetCurrentProcess().Kill();
            return done;
        }, cancellationToken);
        if (dies)
            System.Diagnostics.Process.GetCurrentProcess().Kill();
        return result;
    }

    public override ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
