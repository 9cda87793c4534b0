using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Storage;

namespace HydraBot.Improvement.Tunables;

/// <summary>The one writer of the tunables: on disk and audited first, then in memory, each whole.</summary>
internal sealed partial class TuningDesk(Database database, TuningStore store, Tuning tuning, AuditScribe scribe, TimeProvider time, ILogger<TuningDesk> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public TuningSnapshot Current => tuning.Current;

    /// <summary>Takes over what was in force when the house last ran. What a newer or older build does not know, or no longer allows, is as it was built.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            tuning.TrySwap(tuning.Current, Snapshot(await store.CurrentAsync(cancellationToken)));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What was in force as a version; null where there was no such.</summary>
    public async Task<TuningSnapshot?> FindAsync(long version, CancellationToken cancellationToken) =>
        await store.FindAsync(version, cancellationToken) is { } stored ? Snapshot(stored) : null;

    /// <summary>What a stored version says.</summary>
    public TuningSnapshot Snapshot(TuningVersion stored)
    {
        var problems = new List<string>();
        var snapshot = new TuningSnapshot(stored.Version, tuning.Current.Catalog, tuning.Current.Catalog.Read(stored.Changed, problems));
        foreach (var problem in problems)
            LogPassedOver(stored.Version, problem);
        return snapshot;
    }

    /// <summary>
    /// Puts values into force. <paramref name="also"/> runs in the same transaction and may call it off by answering false: then nothing
    /// happened.
    /// </summary>
    /// <returns>What was in force, and what is; null when it was called off.</returns>
    /// <exception cref="OperationException">Something else was changed meanwhile.</exception>
    public async Task<(TuningSnapshot Before, TuningSnapshot Now)?> SwapAsync(
        Clearance clearance, Func<TuningSnapshot, TuningSnapshot> change, string reason, Guid? proposal, Func<SqlSession, TuningSnapshot, long, ValueTask<bool>>? also,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var before = tuning.Current;
            var next = change(before);
            var note = new TuningNote(reason, clearance.Caller.Name, time.GetUtcNow(), scribe.About(clearance, AuditKind.Outcome, "tuned", reason, $"tuning {next.Hash}"), proposal);
            var version = await WriteAsync(before, next, note, also, cancellationToken);
            if (version is not { } number)
                return null;
            var now = next.With(number, new Dictionary<string, TuningValue>());
            // It stands in the database: whatever was read meanwhile gives way.
            while (!tuning.TrySwap(tuning.Current, now))
            {
            }

            LogTuned(number, now.Hash, reason);
            return (before, now);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<long?> WriteAsync(
        TuningSnapshot before, TuningSnapshot next, TuningNote note, Func<SqlSession, TuningSnapshot, long, ValueTask<bool>>? also, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(Durability.Disk, async session =>
            {
                var version = await TuningStore.PutAsync(session, before, next, note) ?? throw new CalledOffException(changed: true);
                if (also is not null && !await also(session, before, version))
                    throw new CalledOffException(changed: false);
                return version;
            }, cancellationToken);
        }
        catch (CalledOffException off)
        {
            return off.Changed ? throw new OperationException("The tunables were changed by somebody else meanwhile; look again and repeat it.") : null;
        }
    }

    /// <summary>Leaves a transaction undone.</summary>
    private sealed class CalledOffException(bool changed) : Exception
    {
        public bool Changed => changed;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Version {Version} of the tunables holds what this build does not take, and that part is as it was built: {Problem}")]
    private partial void LogPassedOver(long version, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tunables {Version} ({Hash}) are in force: {Reason}")]
    private partial void LogTuned(long version, string hash, string reason);
}
