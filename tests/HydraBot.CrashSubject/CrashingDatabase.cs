using System.Data.Common;
using System.Diagnostics;
using HydraBot.Improvement.Proposals;
using HydraBot.Storage;

namespace HydraBot.CrashSubject;

/// <summary>When the process dies.</summary>
/// <param name="Write">At this write; 0 for none.</param>
/// <param name="State">At the write that brings a proposal into this state; null for none.</param>
/// <param name="After">Right after the write stands, instead of before.</param>
/// <param name="Later">This long after it stands, wherever the process is by then.</param>
internal sealed record CrashPlan(int Write, ProposalState? State, bool After, TimeSpan Later);

/// <summary>The real database, with the process dying at a write: before it stands, or after.</summary>
internal sealed class CrashingDatabase(Database inner, CrashPlan plan) : Database
{
    private int _writes;
    private Timer? _death;
    private long _before = long.MaxValue;

    public override SqlDialect Dialect => inner.Dialect;

    public override DbDataSource Source => inner.Source;

    public override string Place => inner.Place;

    /// <remarks>From now on a proposal that comes into the state is the one: the start of the house may bring it there itself.</remarks>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await inner.OpenAsync(cancellationToken);
        if (plan.State is not null)
            _before = await inner.ReadAsync(CountAsync, cancellationToken);
    }

    public override Task OpenForReadingAsync(CancellationToken cancellationToken) => inner.OpenForReadingAsync(cancellationToken);

    internal override async ValueTask CommitAsync(Durability durability, IReadOnlyList<PendingWrite> work)
    {
        var first = _writes;
        _writes += work.Count;
        var dies = first < plan.Write && plan.Write <= _writes;
        var now = plan.Later == TimeSpan.Zero && !plan.After;
        await inner.CommitAsync(durability, now && dies ? [.. work, new Death(_ => ValueTask.FromResult(true))] : now && plan.State is not null ? [.. work, new Death(IsThereAsync)] : work);
        if (dies)
            Process.GetCurrentProcess().Kill();
        if (plan.State is not null && await inner.ReadAsync(IsThereAsync, CancellationToken.None))
        {
            _before = long.MaxValue;
            if (plan.Later == TimeSpan.Zero)
                Process.GetCurrentProcess().Kill();
            _death = new Timer(_ => Process.GetCurrentProcess().Kill(), null, plan.Later, Timeout.InfiniteTimeSpan);
        }
    }

    public override ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) => inner.ReadAsync(work, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_death is not null)
            await _death.DisposeAsync();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private async ValueTask<long> CountAsync(SqlSession session) =>
        await session.FirstAsync("SELECT COUNT(*) FROM improvement_transitions WHERE to_state = @state", row => row.GetInt64(0), ("state", (long)plan.State!));

    private async ValueTask<bool> IsThereAsync(SqlSession session) => _before != long.MaxValue && await CountAsync(session) > _before;

    /// <summary>The process dies in the transaction, when all of its statements ran and none of them stands.</summary>
    private sealed class Death(Func<SqlSession, ValueTask<bool>> dies) : PendingWrite(Durability.Disk, CancellationToken.None)
    {
        public override bool IsDone => false;

        public override async ValueTask RunAsync(SqlSession session)
        {
            if (await dies(session))
                Process.GetCurrentProcess().Kill();
        }

        public override void Committed()
        {
        }

        public override void Failed(Exception exception)
        {
        }
    }
}
