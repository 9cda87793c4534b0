using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Skills;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Truth;
using HydraBot.Memory.Writing;
using HydraBot.Storage;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Consolidation;

/// <summary>
/// The nightly work: one run at a time, stage after stage, each stage one transaction with the note of what it changed. A run that was cut off, by
/// its time or a kill, is gone on with; what it changed can be taken back.
/// </summary>
internal sealed class NightWork(Memories memories, MemoryStore store, NightLease lease, Promotions promotions, SessionSummaries summaries, CoreLines core, SkillProposals proposals, Disputes disputes, IOptions<MemoryOptions> options, TimeProvider time)
{
    private readonly string _holder = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():N}";

    public async Task<ConsolidationReport> RunAsync(Clearance clearance, bool dry, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        await memories.Loaded.WaitAsync(cancellationToken);
        if (!await lease.TryTakeAsync(_holder, options.Value.Night.TimeLimit + TimeSpan.FromMinutes(1), cancellationToken))
            throw new OperationException("The nightly work is being done already; it is done once at a time.");
        try
        {
            return await RunStagesAsync(dry, progress, cancellationToken);
        }
        finally
        {
            await lease.ReleaseAsync(_holder);
        }
    }

    /// <summary>Takes a run back: states as they were, and what it made is removed.</summary>
    public async Task<int> UndoAsync(Clearance clearance, Guid run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return await memories.RemoveAsync<int>(async session =>
        {
            var open = await session.ExecuteAsync("UPDATE memory_runs SET undone = 1 WHERE id = @id AND undone = 0 AND dry = 0", ("id", MemoryRow.Id(run)));
            if (open == 0)
                throw new OperationException($"There is no run {run} that can be taken back: it never was, was a dry run, or was taken back already.");
            var steps = await session.ListAsync(
                "SELECT act, memory_id, before FROM memory_run_steps WHERE run_id = @id ORDER BY ordinal DESC",
                row => (Act: row.GetString(0), Id: row.GetString(1), Before: row.IsDBNull(2) ? null : row.GetString(2)), ("id", MemoryRow.Id(run)));
            var (removed, changed) = (new List<StoredMemory>(), new List<Guid>());
            foreach (var step in steps)
            {
                var id = Guid.ParseExact(step.Id, "N");
                if (await MemoryStore.FindAsync(session, id) is not { } memory)
                    continue;
                if (step.Before is null)
                {
                    removed.Add(memory);
                    await session.ExecuteAsync("DELETE FROM memories WHERE id = @id", ("id", step.Id));
                    continue;
                }

                var before = JsonSerializer.Deserialize(step.Before, MemoryJson.Default.StateBefore)!;
                await session.ExecuteAsync(
                    "UPDATE memories SET state = @state, valid_to = @to, expired_at = @expired, superseded_by = @by, tier = @tier WHERE id = @id",
                    ("tier", (long)(before.Tier ?? memory.Tier)), ("state", (long)before.State), ("to", before.ValidTo), ("expired", before.ExpiredAt), ("by", before.SupersededBy?.ToString("N")), ("id", step.Id));
                changed.Add(id);
            }

            return (steps.Count, removed, changed);
        }, cancellationToken);
    }

    private async Task<ConsolidationReport> RunStagesAsync(bool dry, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Night.TimeLimit, time);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (run, stage) = dry ? (Guid.CreateVersion7(time.GetUtcNow()), 0) : await BeginAsync(cancellationToken);
        var stages = NightStages.All.Count + 5;
        for (; stage < stages && !limit.IsCancellationRequested; stage++)
        {
            progress?.Report(new OperationProgress($"Stage {stage + 1} of {stages}", (double)stage / stages));
            foreach (var (act, count) in await StageAsync(run, stage, dry, limit.Token, cancellationToken))
                counts[act] = counts.GetValueOrDefault(act) + count;
        }

        var report = new ConsolidationReport(run, dry, stage == stages && !limit.IsCancellationRequested, counts, await FindingsAsync(cancellationToken));
        if (!dry)
        {
            await store.WriteAsync(session => session.ExecuteAsync(
                "UPDATE memory_runs SET finished_at = @now, report = @report WHERE id = @id",
                ("now", report.Finished ? Moments.Of(time.GetUtcNow()) : null), ("report", JsonSerializer.Serialize(report, MemoryJson.Default.ConsolidationReport)), ("id", MemoryRow.Id(run))), cancellationToken);
        }

        return report;
    }

    /// <summary>First what was said becomes facts, which are then settled; what is summed up and proposed is so of what is left.</summary>
    private Task<IReadOnlyDictionary<string, int>> StageAsync(Guid run, int stage, bool dry, CancellationToken limit, CancellationToken cancellationToken) => (stage - NightStages.All.Count) switch
    {
        _ when stage == 0 => promotions.WriteAsync(run, stage, dry, limit, cancellationToken),
        <= 0 => ChangeAsync(run, stage, dry, NightStages.All[stage - 1], cancellationToken),
        1 => summaries.WriteAsync(run, stage, dry, limit, cancellationToken),
        2 => proposals.WriteAsync(run, stage, dry, cancellationToken),
        3 => DisputesAsync(run, stage, dry, cancellationToken),
        _ => ChangeAsync(run, stage, dry, (session, _) => core.FindAsync(session), cancellationToken),
    };

    private async Task<IReadOnlyDictionary<string, int>> DisputesAsync(Guid run, int stage, bool dry, CancellationToken cancellationToken)
    {
        var found = await disputes.FindAllAsync(dry, cancellationToken);
        if (!dry)
            await store.WriteAsync(session => session.ExecuteAsync("UPDATE memory_runs SET stage = @stage WHERE id = @id", ("stage", stage + 1L), ("id", MemoryRow.Id(run))), cancellationToken);
        return new Dictionary<string, int> { ["disputed"] = found };
    }

    /// <summary>The run that was cut off, or a new one.</summary>
    private async Task<(Guid Run, int Stage)> BeginAsync(CancellationToken cancellationToken) => await store.WriteAsync(async session =>
    {
        var left = await session.FirstAsync(
            "SELECT id, stage FROM memory_runs WHERE finished_at IS NULL AND undone = 0 ORDER BY started_at DESC LIMIT 1", row => (Id: row.GetString(0), Stage: (int)row.GetInt64(1)));
        if (left.Id is not null)
            return (Guid.ParseExact(left.Id, "N"), left.Stage);
        var now = time.GetUtcNow();
        var run = Guid.CreateVersion7(now);
        await session.ExecuteAsync(
            "INSERT INTO memory_runs (id, started_at, finished_at, stage, dry, undone, report) VALUES (@id, @now, NULL, 0, 0, 0, '')", ("id", MemoryRow.Id(run)), ("now", Moments.Of(now)));
        return (run, 0);
    }, cancellationToken);

    private async Task<IReadOnlyDictionary<string, int>> ChangeAsync(Guid run, int stage, bool dry, Func<SqlSession, long, ValueTask<List<NightChange>>> find, CancellationToken cancellationToken)
    {
        var now = Moments.Of(time.GetUtcNow());
        if (dry)
            return Count(await store.ReadAsync(session => find(session, now), cancellationToken));
        return await memories.ChangeAsync<IReadOnlyDictionary<string, int>>(async session =>
        {
            var changes = await find(session, now);
            foreach (var change in changes)
                await ApplyAsync(session, run, change, now);
            await session.ExecuteAsync("UPDATE memory_runs SET stage = @stage WHERE id = @id", ("stage", (long)stage + 1), ("id", MemoryRow.Id(run)));
            return (Count(changes), [.. changes.Select(change => change.Id)]);
        }, cancellationToken);
    }

    private static async ValueTask ApplyAsync(SqlSession session, Guid run, NightChange change, long now)
    {
        if (await MemoryStore.FindAsync(session, change.Id) is not { } memory)
            return;
        var before = new StateBefore(memory.State, memory.ValidTo, memory.ExpiredAt, memory.SupersededBy) { Tier = change.Tier is null ? null : memory.Tier };
        await NoteAsync(session, run, change.Act, change.Id, JsonSerializer.Serialize(before, MemoryJson.Default.StateBefore));
        await session.ExecuteAsync(
            "UPDATE memories SET state = @state, valid_to = @to, expired_at = @expired, superseded_by = @by, tier = @tier WHERE id = @id",
            ("tier", (long)(change.Tier ?? memory.Tier)), ("state", (long)change.To), ("to", change.ValidTo ?? memory.ValidTo), ("expired", change.ValidTo is null ? memory.ExpiredAt : now),
            ("by", (change.SupersededBy ?? memory.SupersededBy)?.ToString("N")), ("id", MemoryRow.Id(change.Id)));
    }

    internal static ValueTask<int> NoteAsync(SqlSession session, Guid run, string act, Guid id, string? before) => session.ExecuteAsync(
        "INSERT INTO memory_run_steps (run_id, ordinal, act, memory_id, before) SELECT @run, COALESCE(MAX(ordinal), 0) + 1, @act, @id, @before FROM memory_run_steps WHERE run_id = @run",
        ("run", MemoryRow.Id(run)), ("act", act), ("id", MemoryRow.Id(id)), ("before", before));

    private static Dictionary<string, int> Count(List<NightChange> changes) =>
        changes.GroupBy(change => change.Act, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Store and index hold the same, and nothing points at nothing.</summary>
    private async Task<IReadOnlyList<string>> FindingsAsync(CancellationToken cancellationToken)
    {
        // As a change that changes nothing: nobody else writes while both are counted.
        var (rows, indexed, cold, archived, lost) = await memories.ChangeAsync<(long, int, long, long, long)>(async session => ((
            await session.FirstAsync($"SELECT COUNT(*) FROM memories WHERE NOT {MemoryStore.Cold}", row => row.GetInt64(0)),
            memories.Count,
            await session.FirstAsync($"SELECT COUNT(*) FROM memories WHERE {MemoryStore.Cold}", row => row.GetInt64(0)),
            await session.FirstAsync("SELECT COUNT(*) FROM memory_archive", row => row.GetInt64(0)),
            await session.FirstAsync("SELECT COUNT(*) FROM memories m WHERE m.superseded_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM memories o WHERE o.id = m.superseded_by)", row => row.GetInt64(0))), []), cancellationToken);
        return
        [
            .. rows == indexed ? Array.Empty<string>() : [$"The database holds {rows} warm memories and the index {indexed}; a restart builds the index anew."],
            .. cold == archived ? Array.Empty<string>() : [$"The database holds {cold} cold memories and the archive {archived}; a restart adds what is missing."],
            .. lost == 0 ? Array.Empty<string>() : [$"{lost} facts are replaced by one that is gone."],
        ];
    }
}

/// <summary>How a memory stood before a run changed it.</summary>
internal sealed record StateBefore(MemoryState State, long? ValidTo, long? ExpiredAt, Guid? SupersededBy)
{
    /// <summary>Its tier, where the run changed that too.</summary>
    public MemoryTier? Tier { get; init; }
}
