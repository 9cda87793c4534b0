using System.Data.Common;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Steps;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Skills;

/// <summary>
/// Runs of skills in the database. A step is noted before it is asked for, under the name of the process that drives the run: whoever takes a run over
/// from a process that died stops it, should it live.
/// </summary>
internal sealed class SkillRuns(Memories memories, MemoryStore store, TimeProvider time)
{
    private const string Columns = "id, memory_id, name, caller, state, told, begun_at, ended_at";

    /// <summary>This process.</summary>
    public string Holder { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():N}";

    public async Task<Guid> BeginAsync(StoredSkill skill, Caller caller, IReadOnlyList<FilledStep> steps, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await store.WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                "INSERT INTO skill_runs (id, memory_id, name, caller, holder, state, told, begun_at) VALUES (@id, @memory, @name, @caller, @holder, 0, '', @now)",
                ("id", MemoryRow.Id(id)), ("memory", MemoryRow.Id(skill.Memory.Id)), ("name", skill.Definition.Name), ("caller", JsonSerializer.Serialize(caller, MemoryJson.Default.Caller)),
                ("holder", Holder), ("now", Moments.Of(time.GetUtcNow())));
            foreach (var (place, step) in steps.Index())
            {
                await session.ExecuteAsync(
                    "INSERT INTO skill_run_steps (run_id, place, operation, arguments, state, told) VALUES (@run, @place, @operation, @arguments, 0, '')",
                    ("run", MemoryRow.Id(id)), ("place", place + 1L), ("operation", step.Operation), ("arguments", step.Arguments.GetRawText()));
            }

            return 0;
        }, cancellationToken);
        return id;
    }

    public async Task<SkillRun?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await ListAsync("id = @id", [("id", MemoryRow.Id(id))], cancellationToken) is [var run] ? run : null;

    public Task<IReadOnlyList<SkillRun>> WaitingAsync(CancellationToken cancellationToken) => ListAsync("state = 1", [], cancellationToken);

    /// <summary>Those that another process drove when it ended, or drives still.</summary>
    public Task<IReadOnlyList<SkillRun>> OrphansAsync(CancellationToken cancellationToken) => ListAsync("state = 0 AND holder <> @holder", [("holder", Holder)], cancellationToken);

    /// <summary>The newest of a skill's versions.</summary>
    public Task<IReadOnlyList<SkillRun>> LastAsync(string name, IReadOnlyList<Guid> versions, CancellationToken cancellationToken) => ListAsync(
        $"name = @name AND memory_id IN ({string.Join(", ", versions.Select(id => $"'{MemoryRow.Id(id)}'"))})", [("name", name)], cancellationToken, "DESC LIMIT 5");

    /// <summary>From now on this process drives it; false when it is not open any more.</summary>
    public async Task<bool> TakeAsync(Guid id, CancellationToken cancellationToken) => await store.WriteAsync(
        session => session.ExecuteAsync("UPDATE skill_runs SET holder = @holder, state = 0 WHERE id = @id AND state IN (0, 1)", ("holder", Holder), ("id", MemoryRow.Id(id))), cancellationToken) == 1;

    /// <summary>Notes a step before it is asked for; false when somebody else drives the run, or nobody may any more.</summary>
    public async Task<bool> BeginStepAsync(SkillRun run, SkillRunStep step, Guid request, CancellationToken cancellationToken) => await store.WriteAsync(
        session => session.ExecuteAsync(
            """
            UPDATE skill_run_steps SET request_id = @request WHERE run_id = @run AND place = @place AND state = 0
                AND EXISTS (SELECT 1 FROM skill_runs r WHERE r.id = @run AND r.holder = @holder AND r.state = 0)
            """,
            ("request", MemoryRow.Id(request)), ("run", MemoryRow.Id(run.Id)), ("place", (long)step.Place), ("holder", Holder)), cancellationToken) == 1;

    public async Task SettleStepAsync(SkillRun run, SkillRunStep step, StepEnd end, CancellationToken cancellationToken) => await store.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(
                "UPDATE skill_run_steps SET state = @state, told = @told WHERE run_id = @run AND place = @place",
                ("state", (long)end.State), ("told", end.Told), ("run", MemoryRow.Id(run.Id)), ("place", (long)step.Place));
            return await session.ExecuteAsync(
                "UPDATE skill_runs SET state = @state WHERE id = @run AND state IN (0, 1)", ("state", (long)(end.State == StepState.Waiting ? SkillRunState.Waiting : SkillRunState.Running)), ("run", MemoryRow.Id(run.Id)));
        }, cancellationToken);

    /// <summary>Ends a run and counts it, once: what went well or failed, and nothing that was refused, stopped or cut off.</summary>
    public Task EndAsync(SkillRun run, SkillRunState state, string told) => memories.ChangeAsync<bool>(async session =>
    {
        var ended = await session.ExecuteAsync(
            "UPDATE skill_runs SET state = @state, told = @told, ended_at = @now WHERE id = @id AND state IN (0, 1)",
            ("state", (long)state), ("told", told), ("now", Moments.Of(time.GetUtcNow())), ("id", MemoryRow.Id(run.Id))) == 1;
        return (ended, ended && state is SkillRunState.Done or SkillRunState.Failed ? await CountAsync(session, run.MemoryId, state == SkillRunState.Done) : []);
    }, CancellationToken.None);

    /// <summary>A doubtful skill that goes well is none any more, unless what it was made of fell.</summary>
    private async ValueTask<IReadOnlyList<Guid>> CountAsync(SqlSession session, Guid memory, bool well)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO memory_skills (memory_id, successes, failures, in_a_row, verified_at) VALUES (@id, @well, @ill, @ill, @verified)
            ON CONFLICT (memory_id) DO UPDATE SET successes = memory_skills.successes + excluded.successes, failures = memory_skills.failures + excluded.failures,
                in_a_row = CASE WHEN excluded.successes > 0 THEN 0 ELSE memory_skills.in_a_row + 1 END, verified_at = COALESCE(excluded.verified_at, memory_skills.verified_at)
            """,
            ("id", MemoryRow.Id(memory)), ("well", well ? 1L : 0L), ("ill", well ? 0L : 1L), ("verified", well ? Moments.Of(time.GetUtcNow()) : (long?)null));
        var cleared = !well ? 0 : await session.ExecuteAsync(
            """
            UPDATE memories SET state = 0 WHERE id = @id AND state = 2
                AND NOT EXISTS (SELECT 1 FROM memory_derivations d JOIN memories s ON s.id = d.source_id WHERE d.memory_id = memories.id AND s.state IN (1, 2))
            """, ("id", MemoryRow.Id(memory)));
        return cleared > 0 ? [memory] : [];
    }

    private async Task<IReadOnlyList<SkillRun>> ListAsync(string where, (string, object?)[] values, CancellationToken cancellationToken, string order = "") => await store.ReadAsync<IReadOnlyList<SkillRun>>(async session =>
    {
        var runs = new List<SkillRun>();
        foreach (var run in await session.ListAsync($"SELECT {Columns} FROM skill_runs WHERE {where} ORDER BY begun_at {order}", Read, values))
        {
            runs.Add(run with
            {
                Steps = await session.ListAsync(
                    "SELECT place, operation, arguments, state, request_id, told FROM skill_run_steps WHERE run_id = @id ORDER BY place",
                    row => new SkillRunStep(
                        (int)row.GetInt64(0), row.GetString(1), JsonElement.Parse(row.GetString(2)), (StepState)row.GetInt64(3), row.IsDBNull(4) ? null : Guid.ParseExact(row.GetString(4), "N"), row.GetString(5)),
                    ("id", MemoryRow.Id(run.Id))),
            });
        }

        return runs;
    }, cancellationToken);

    private static SkillRun Read(DbDataReader row) => new(
        Guid.ParseExact(row.GetString(0), "N"), Guid.ParseExact(row.GetString(1), "N"), row.GetString(2), JsonSerializer.Deserialize(row.GetString(3), MemoryJson.Default.Caller)!, (SkillRunState)row.GetInt64(4),
        row.GetString(5), Moments.Read(row.GetInt64(6)), row.IsDBNull(7) ? null : Moments.Read(row.GetInt64(7)), []);
}
