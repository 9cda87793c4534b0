using HydraBot.ClaudeCode.Sessions;
using HydraBot.Storage;

namespace HydraBot.ClaudeCode.Messages;

/// <summary>What members told sessions, until it is known to have reached them.</summary>
internal sealed class MessageStore(Database database, TimeProvider time)
{
    /// <summary>How long somebody who fetched a message may take to say that they have it; then it is anybody's again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private const long Delivered = 1;

    /// <returns>False when this very message is there already.</returns>
    public async Task<bool> AddAsync(string id, string session, string author, string text, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        sql => sql.ExecuteAsync(
            """
            INSERT INTO claude_messages (id, sequence, session_id, author, content, state, leased, created_at)
            SELECT @id, COALESCE(MAX(sequence), 0) + 1, @session, @author, @text, 0, 0, @now FROM claude_messages WHERE 1 = 1 ON CONFLICT (id) DO NOTHING
            """,
            ("id", id), ("session", session), ("author", author), ("text", text), ("now", Moment.Of(time.GetUtcNow()))),
        cancellationToken) == 1;

    /// <summary>Takes what waits for a session, for the time of a lease.</summary>
    public ValueTask<List<StoredMessage>> TakeAsync(string session, CancellationToken cancellationToken) => database.WriteAsync(Durability.Process, async sql =>
    {
        var now = Moment.Of(time.GetUtcNow());
        var found = await sql.ListAsync(
            "SELECT id, author, content FROM claude_messages WHERE session_id = @session AND state = 0 AND leased < @now ORDER BY sequence LIMIT 20",
            row => new StoredMessage(row.GetString(0), row.GetString(1), row.GetString(2)), ("session", session), ("now", now));
        foreach (var message in found)
            await sql.ExecuteAsync("UPDATE claude_messages SET leased = @until WHERE id = @id", ("until", now + (Lease.Ticks / TimeSpan.TicksPerMicrosecond)), ("id", message.Id));
        return found;
    }, cancellationToken);

    /// <summary>Ends the leases of a session.</summary>
    public async Task ReleaseAsync(string session, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process, sql => sql.ExecuteAsync("UPDATE claude_messages SET leased = 0 WHERE session_id = @session AND state = 0", ("session", session)), cancellationToken);

    /// <summary>They reached the session.</summary>
    public async Task DeliveredAsync(string session, IReadOnlyList<string> ids, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Process, async sql =>
    {
        foreach (var id in ids)
            await sql.ExecuteAsync("UPDATE claude_messages SET state = @state WHERE id = @id AND session_id = @session", ("state", Delivered), ("id", id), ("session", session));
        return 0;
    }, cancellationToken);
}

/// <summary>A member's message.</summary>
internal sealed record StoredMessage(string Id, string Author, string Text);
