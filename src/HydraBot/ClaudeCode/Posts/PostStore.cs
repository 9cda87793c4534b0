using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.ClaudeCode.Posts;

/// <summary>What is to be shown in sessions' threads, in order; a slot is one message that newer cards replace.</summary>
internal sealed class PostStore(Database database)
{
    public async Task AddAsync(string session, string? slot, Card card, Guid? approval, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        async sql =>
        {
            // Of a slot the newest counts: what was not shown yet need not be.
            if (slot is not null)
                await sql.ExecuteAsync("UPDATE claude_posts SET sent = 2 WHERE session_id = @session AND slot = @slot AND sent = 0", ("session", session), ("slot", slot));
            return await sql.ExecuteAsync(
                "INSERT INTO claude_posts (sequence, session_id, slot, card, approval_id, sent) SELECT COALESCE(MAX(sequence), 0) + 1, @session, @slot, @card, @approval, 0 FROM claude_posts",
                ("session", session), ("slot", slot), ("card", JsonSerializer.Serialize(card, ClaudeCodeJson.Default.Card)), ("approval", approval?.ToString("N")));
        },
        cancellationToken);

    public ValueTask<List<StoredPost>> NextAsync(CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.ListAsync(
            "SELECT sequence, session_id, slot, card, approval_id FROM claude_posts WHERE sent = 0 ORDER BY sequence LIMIT 20",
            row => new StoredPost(
                row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), JsonSerializer.Deserialize(row.GetString(3), ClaudeCodeJson.Default.Card)!,
                row.IsDBNull(4) ? null : Guid.ParseExact(row.GetString(4), "N"))),
        cancellationToken);

    /// <summary>The message that shows a slot.</summary>
    public ValueTask<string?> ShownAsync(string session, string slot, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.FirstAsync(
            "SELECT message_id FROM claude_posts WHERE session_id = @session AND slot = @slot AND message_id IS NOT NULL ORDER BY sequence DESC LIMIT 1", row => row.GetString(0), ("session", session), ("slot", slot)),
        cancellationToken);

    public async Task SentAsync(long sequence, string? message, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        async sql =>
        {
            await sql.ExecuteAsync("UPDATE claude_posts SET sent = 1, message_id = @message WHERE sequence = @sequence", ("message", message), ("sequence", sequence));
            // What was shown stands on Discord; of slots the last is kept to be found again.
            return await sql.ExecuteAsync("DELETE FROM claude_posts WHERE sent > 0 AND (slot IS NULL OR message_id IS NULL) AND sequence < @old", ("old", sequence - 200));
        },
        cancellationToken);
}

/// <summary>A card that waits to be shown.</summary>
internal sealed record StoredPost(long Sequence, string Session, string? Slot, Card Card, Guid? Approval);
