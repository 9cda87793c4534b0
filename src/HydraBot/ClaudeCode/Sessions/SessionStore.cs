using System.Data.Common;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.ClaudeCode.Sessions;

/// <summary>The sessions that were ever heard of.</summary>
internal sealed class SessionStore(Database database, TimeProvider time)
{
    private const string Columns = "id, machine, folder, owned, state, title, thread_id, model, started_by, cost, turns, created_at, seen_at";

    /// <summary>Notes that a session was heard of; true when it is new.</summary>
    public ValueTask<bool> SeenAsync(ClaudeSession session, CancellationToken cancellationToken) => database.WriteAsync(Durability.Process, async sql =>
    {
        var added = await sql.ExecuteAsync(
            $"""
            INSERT INTO claude_sessions ({Columns})
            VALUES (@id, @machine, @folder, @owned, @state, @title, NULL, @model, @by, 0, 0, @now, @now) ON CONFLICT (id) DO NOTHING
            """,
            ("id", session.Id), ("machine", session.Machine), ("folder", session.Folder), ("owned", session.Owned ? 1L : 0L), ("state", (long)session.State),
            ("title", session.Title), ("model", session.Model), ("by", session.StartedBy), ("now", Moment.Of(time.GetUtcNow())));
        if (added == 0)
        {
            await sql.ExecuteAsync(
                "UPDATE claude_sessions SET state = @state, seen_at = @now, model = COALESCE(@model, model) WHERE id = @id",
                ("state", (long)session.State), ("now", Moment.Of(time.GetUtcNow())), ("model", session.Model), ("id", session.Id));
        }

        return added == 1;
    }, cancellationToken);

    public ValueTask<ClaudeSession?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.FirstAsync($"SELECT {Columns} FROM claude_sessions WHERE id = @id", Read, ("id", id)), cancellationToken);

    public ValueTask<List<ClaudeSession>> ListAsync(int limit, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.ListAsync($"SELECT {Columns} FROM claude_sessions ORDER BY seen_at DESC LIMIT @limit", Read, ("limit", (long)limit)), cancellationToken);

    /// <summary>The session that somebody means: by the beginning of its id, by its title, or by its thread.</summary>
    /// <exception cref="OperationException">None or several fit.</exception>
    public async Task<ClaudeSession> MeantAsync(string wanted, CancellationToken cancellationToken)
    {
        var all = await ListAsync(500, cancellationToken);
        var fits = all.Where(one => one.Id == wanted || one.Thread == wanted).ToArray();
        if (fits.Length == 0)
            fits = [.. all.Where(one => (wanted.Length >= 4 && one.Id.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) || string.Equals(one.Title, wanted, StringComparison.OrdinalIgnoreCase))];
        return fits switch
        {
            [var only] => only,
            [] => throw OperationException.WrongArgument($"There is no session '{wanted}'; claude.sessions lists them."),
            _ => throw OperationException.WrongArgument($"'{wanted}' could be {fits.Length} sessions: {string.Join(", ", fits.Take(8).Select(one => one.Id[..Math.Min(8, one.Id.Length)]))}. Say its id."),
        };
    }

    public Task StateAsync(string id, SessionState state, CancellationToken cancellationToken) => ChangeAsync("state = @value", id, (long)state, cancellationToken);

    public Task ThreadAsync(string id, string thread, CancellationToken cancellationToken) => ChangeAsync("thread_id = @value", id, thread, cancellationToken);

    public Task ModelAsync(string id, string? model, CancellationToken cancellationToken) => ChangeAsync("model = @value", id, model, cancellationToken);

    /// <summary>The house runs it from now on.</summary>
    public Task OwnAsync(string id, CancellationToken cancellationToken) => ChangeAsync("owned = @value", id, 1L, cancellationToken);

    /// <summary>Notes an answer and what it cost.</summary>
    public Task TurnAsync(string id, double cost, CancellationToken cancellationToken) => ChangeAsync("cost = cost + @value, turns = turns + 1", id, cost, cancellationToken);

    /// <summary>The house's own sessions that were awake when it stopped; they sleep now.</summary>
    public ValueTask<List<ClaudeSession>> PutToSleepAsync(CancellationToken cancellationToken) => database.WriteAsync(Durability.Process, async sql =>
    {
        var awake = await sql.ListAsync($"SELECT {Columns} FROM claude_sessions WHERE owned = 1 AND state IN (0, 1)", Read);
        await sql.ExecuteAsync("UPDATE claude_sessions SET state = 3 WHERE owned = 1 AND state IN (0, 1)");
        return awake;
    }, cancellationToken);

    private async Task ChangeAsync(string change, string id, object? value, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        sql => sql.ExecuteAsync($"UPDATE claude_sessions SET {change}, seen_at = @now WHERE id = @id", ("value", value), ("now", Moment.Of(time.GetUtcNow())), ("id", id)),
        cancellationToken);

    private static ClaudeSession Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) != 0, (SessionState)row.GetInt64(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7), row.GetString(8), row.GetDouble(9), (int)row.GetInt64(10), Moment.Read(row.GetInt64(11)), Moment.Read(row.GetInt64(12)));
}
