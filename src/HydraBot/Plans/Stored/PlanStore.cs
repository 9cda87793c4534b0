using System.Data.Common;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Plans.Stored;

/// <summary>Plans in the database. What says that something begins or ended is on the disk when it returns; states change by compare-and-set.</summary>
internal sealed class PlanStore(Database database)
{
    private const string PlanColumns = "number, state, caller, file, until_at, most_steps, most_tokens, steps, tokens, why, started_at, ended_at";
    private const string ItemColumns = "place, text, line, operation, arguments, state, request_id, turns, steps, told, tick, begun_at, ended_at";

    /// <summary>Adds a plan with the next number.</summary>
    /// <returns>Null where another one runs: then nothing was written.</returns>
    public async Task<Plan?> AddAsync(Plan plan, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        async session =>
        {
            if (await RunningAsync(session) is not 0)
                return null;
            var numbered = plan with { Number = await session.FirstAsync("SELECT COALESCE(MAX(number), 0) + 1 FROM plans", row => row.GetInt64(0)) };
            await session.ExecuteAsync(
                $"""
                INSERT INTO plans ({PlanColumns}, reported)
                VALUES (@number, @state, @caller, @file, @until, @most_steps, @most_tokens, 0, 0, '', @started, NULL, 0)
                """,
                ("number", numbered.Number), ("state", (long)PlanState.Running), ("caller", JsonSerializer.Serialize(plan.Caller, StoredJson.Default.Caller)), ("file", plan.File),
                ("until", StoredTime.Of(plan.Until)), ("most_steps", plan.MostSteps), ("most_tokens", plan.MostTokens), ("started", StoredTime.Of(plan.StartedAt)));
            foreach (var item in plan.Items)
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO plan_items (plan, place, text, line, operation, arguments, state, turns, steps, told, tick)
                    VALUES (@plan, @place, @text, @line, @operation, @arguments, 0, 0, 0, '', 0)
                    """,
                    ("plan", numbered.Number), ("place", (long)item.Place), ("text", item.Text), ("line", (long)item.Line), ("operation", item.Operation), ("arguments", item.Arguments));
            }

            return numbered;
        },
        cancellationToken);

    /// <summary>Goes on with an ended plan: what was not reached is open again.</summary>
    /// <returns>False where another one runs, or this one does not stand ended any more.</returns>
    public async Task<bool> ResumeAsync(Plan plan, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        async session =>
        {
            if (await RunningAsync(session) is not 0)
                return false;
            if (await session.ExecuteAsync(
                """
                UPDATE plans SET state = 0, caller = @caller, until_at = @until, most_steps = @most_steps, most_tokens = @most_tokens, why = '', ended_at = NULL, reported = 0
                WHERE number = @number AND state <> 0
                """,
                ("caller", JsonSerializer.Serialize(plan.Caller, StoredJson.Default.Caller)), ("until", StoredTime.Of(plan.Until)), ("most_steps", plan.MostSteps),
                ("most_tokens", plan.MostTokens), ("number", plan.Number)) == 0)
            {
                return false;
            }

            await session.ExecuteAsync("UPDATE plan_items SET state = 0, told = '' WHERE plan = @plan AND state = @skipped", ("plan", plan.Number), ("skipped", (long)PlanItemState.NotReached));
            return true;
        },
        cancellationToken);

    /// <summary>Ends a running plan; what is open was not reached.</summary>
    /// <returns>False where it ran no more.</returns>
    public async Task<bool> EndAsync(long number, PlanState state, string why, DateTimeOffset now, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        async session =>
        {
            if (await session.ExecuteAsync(
                "UPDATE plans SET state = @state, why = @why, ended_at = @now WHERE number = @number AND state = 0",
                ("state", (long)state), ("why", why), ("now", StoredTime.Of(now)), ("number", number)) == 0)
            {
                return false;
            }

            await session.ExecuteAsync(
                "UPDATE plan_items SET state = @skipped WHERE plan = @plan AND state = 0", ("skipped", (long)PlanItemState.NotReached), ("plan", number));
            return true;
        },
        cancellationToken);

    /// <summary>Notes that an item begins, before anything of it runs.</summary>
    /// <returns>False where the plan was ended meanwhile.</returns>
    public async Task<bool> BeginAsync(long plan, PlanItem item, Guid requestId, DateTimeOffset now, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        async session => await session.ExecuteAsync(
            """
            UPDATE plan_items SET state = @begun, request_id = @request, turns = turns + 1, begun_at = @now, ended_at = NULL
            WHERE plan = @plan AND place = @place AND state = 0 AND EXISTS (SELECT 1 FROM plans WHERE number = @plan AND state = 0)
            """,
            ("begun", (long)PlanItemState.Begun), ("request", StoredId.Of(requestId)), ("now", StoredTime.Of(now)), ("plan", plan), ("place", (long)item.Place)) == 1,
        cancellationToken);

    /// <summary>Notes what became of an item that was begun or waited. What would be open again was not reached where the plan is over.</summary>
    public async Task<bool> SettleAsync(long plan, PlanItem item, ItemEnd end, DateTimeOffset now, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        async session =>
        {
            var moved = await session.ExecuteAsync(
                """
                UPDATE plan_items SET
                    state = CASE WHEN @state = 0 AND NOT EXISTS (SELECT 1 FROM plans WHERE number = @plan AND state = 0) THEN @skipped ELSE @state END,
                    told = @told, steps = steps + @steps, ended_at = @now
                WHERE plan = @plan AND place = @place AND state = @from
                """,
                ("state", (long)end.State), ("plan", plan), ("skipped", (long)PlanItemState.NotReached), ("told", end.Told), ("steps", end.Steps), ("now", StoredTime.Of(now)),
                ("place", (long)item.Place), ("from", (long)item.State)) == 1;
            if (moved && end.Steps + end.Tokens > 0)
            {
                await session.ExecuteAsync(
                    "UPDATE plans SET steps = steps + @steps, tokens = tokens + @tokens WHERE number = @plan", ("steps", end.Steps), ("tokens", end.Tokens), ("plan", plan));
            }

            return moved;
        },
        cancellationToken);

    public async Task TickAsync(long plan, int place, PlanTick tick, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        session => session.ExecuteAsync(
            "UPDATE plan_items SET tick = @tick WHERE plan = @plan AND place = @place", ("tick", (long)tick), ("plan", plan), ("place", (long)place)),
        cancellationToken);

    public async Task ReportedAsync(long plan, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process, session => session.ExecuteAsync("UPDATE plans SET reported = 1 WHERE number = @plan", ("plan", plan)), cancellationToken);

    public async Task<Plan?> FindAsync(long number, CancellationToken cancellationToken) =>
        (await ListAsync("number = @value", number, 1, cancellationToken)).SingleOrDefault();

    /// <summary>The newest; null where there never was one.</summary>
    public async Task<Plan?> LatestAsync(CancellationToken cancellationToken) => (await ListAsync("number > @value", 0, 1, cancellationToken)).SingleOrDefault();

    /// <summary>The one that is worked on.</summary>
    public async Task<Plan?> RunningAsync(CancellationToken cancellationToken) => (await ListAsync("state = @value", 0, 1, cancellationToken)).SingleOrDefault();

    /// <summary>Those of which something begins, waits, is to be ticked or to be reported.</summary>
    public Task<IReadOnlyList<Plan>> OpenAsync(CancellationToken cancellationToken) => ListAsync(
        """
        state = 0 OR reported = 0 OR number IN (SELECT plan FROM plan_items WHERE state IN (1, 2)
            OR (state = @value AND tick = 0 AND line > 0))
        """,
        (long)PlanItemState.Done, 50, cancellationToken);

    /// <summary>Those that were worked on since a moment, oldest first.</summary>
    public async Task<IReadOnlyList<Plan>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        [.. (await ListAsync(
            "state = 0 OR ended_at >= @value OR number IN (SELECT plan FROM plan_items WHERE ended_at >= @value OR state IN (1, 2))", StoredTime.Of(since), 50, cancellationToken)).Reverse()];

    /// <summary>Whether the end of a plan was told.</summary>
    public async Task<bool> IsReportedAsync(long plan, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync("SELECT reported FROM plans WHERE number = @plan", row => row.GetInt64(0), ("plan", plan)), cancellationToken) != 0;

    private static ValueTask<long> RunningAsync(SqlSession session) => session.FirstAsync("SELECT COUNT(*) FROM plans WHERE state = 0", row => row.GetInt64(0));

    private async Task<IReadOnlyList<Plan>> ListAsync(string where, long value, int most, CancellationToken cancellationToken) => await database.ReadAsync(
        async session =>
        {
            var plans = new List<Plan>();
            foreach (var plan in await session.ListAsync($"SELECT {PlanColumns} FROM plans WHERE {where} ORDER BY number DESC LIMIT @most", ReadPlan, ("value", value), ("most", (long)most)))
                plans.Add(plan with { Items = await session.ListAsync($"SELECT {ItemColumns} FROM plan_items WHERE plan = @plan ORDER BY place", ReadItem, ("plan", plan.Number)) });
            return (IReadOnlyList<Plan>)plans;
        },
        cancellationToken);

    private static Plan ReadPlan(DbDataReader row) => new()
    {
        Number = row.GetInt64(0),
        State = (PlanState)row.GetInt64(1),
        Caller = JsonSerializer.Deserialize(row.GetString(2), StoredJson.Default.Caller)!,
        File = row.IsDBNull(3) ? null : row.GetString(3),
        Until = StoredTime.Read(row.GetInt64(4)),
        MostSteps = row.GetInt64(5),
        MostTokens = row.GetInt64(6),
        Steps = row.GetInt64(7),
        Tokens = row.GetInt64(8),
        Why = row.GetString(9),
        StartedAt = StoredTime.Read(row.GetInt64(10)),
        EndedAt = row.IsDBNull(11) ? null : StoredTime.Read(row.GetInt64(11)),
        Items = [],
    };

    private static PlanItem ReadItem(DbDataReader row) => new()
    {
        Place = (int)row.GetInt64(0),
        Text = row.GetString(1),
        Line = (int)row.GetInt64(2),
        Operation = row.IsDBNull(3) ? null : row.GetString(3),
        Arguments = row.IsDBNull(4) ? null : row.GetString(4),
        State = (PlanItemState)row.GetInt64(5),
        RequestId = row.IsDBNull(6) ? null : StoredId.Read(row.GetString(6)),
        Turns = (int)row.GetInt64(7),
        Steps = row.GetInt64(8),
        Told = row.GetString(9),
        Tick = (PlanTick)row.GetInt64(10),
        BegunAt = row.IsDBNull(11) ? null : StoredTime.Read(row.GetInt64(11)),
        EndedAt = row.IsDBNull(12) ? null : StoredTime.Read(row.GetInt64(12)),
    };
}
