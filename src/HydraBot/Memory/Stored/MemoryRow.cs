using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using HydraBot.Storage;

namespace HydraBot.Memory.Stored;

/// <summary>A memory in columns and back.</summary>
internal static class MemoryRow
{
    public const string Columns =
        "id, sequence, audience, author, tier, kind, content, speaker, session_id, thread, source, tags, metadata, occurred_at, recorded_at, valid_from, "
        + "valid_to, expired_at, superseded_by, subject, predicate, state, pinned, importance, recalls, recalled_at, secret, hash";

    public static StoredMemory Read(DbDataReader row) => new()
    {
        Id = Guid.ParseExact(row.GetString(0), "N"),
        Sequence = row.GetInt64(1),
        Audience = row.GetString(2),
        Author = row.GetString(3),
        Tier = (MemoryTier)row.GetInt64(4),
        Kind = Text(row, 5),
        Content = row.GetString(6),
        Speaker = Text(row, 7),
        SessionId = Text(row, 8),
        Thread = row.GetInt64(9),
        Source = Text(row, 10),
        Tags = JsonSerializer.Deserialize(row.GetString(11), MemoryJson.Default.StringArray) ?? [],
        Metadata = Text(row, 12) is { } metadata ? JsonElement.Parse(metadata) : null,
        OccurredAt = Number(row, 13),
        RecordedAt = row.GetInt64(14),
        ValidFrom = Number(row, 15),
        ValidTo = Number(row, 16),
        ExpiredAt = Number(row, 17),
        SupersededBy = Text(row, 18) is { } other ? Guid.ParseExact(other, "N") : null,
        Subject = Text(row, 19),
        Predicate = Text(row, 20),
        State = (MemoryState)row.GetInt64(21),
        Pinned = row.GetInt64(22) != 0,
        Importance = row.GetDouble(23),
        Recalls = row.GetInt64(24),
        RecalledAt = Number(row, 25),
        Secret = Text(row, 26),
        Hash = row.GetString(27),
    };

    public static ValueTask<int> InsertAsync(SqlSession session, StoredMemory memory) => session.ExecuteAsync(
        $"""
        INSERT INTO memories ({Columns}) VALUES (@id, @sequence, @audience, @author, @tier, @kind, @content, @speaker, @session, @thread, @source, @tags, @metadata,
            @occurred, @recorded, @from, @to, @expired, @superseded, @subject, @predicate, @state, @pinned, @importance, @recalls, @recalled, @secret, @hash)
        """,
        ("id", memory.Id.ToString("N")),
        ("sequence", memory.Sequence),
        ("audience", memory.Audience),
        ("author", memory.Author),
        ("tier", (long)memory.Tier),
        ("kind", memory.Kind),
        ("content", memory.Content),
        ("speaker", memory.Speaker),
        ("session", memory.SessionId),
        ("thread", memory.Thread),
        ("source", memory.Source),
        ("tags", JsonSerializer.Serialize([.. memory.Tags], MemoryJson.Default.StringArray)),
        ("metadata", memory.Metadata?.GetRawText()),
        ("occurred", memory.OccurredAt),
        ("recorded", memory.RecordedAt),
        ("from", memory.ValidFrom),
        ("to", memory.ValidTo),
        ("expired", memory.ExpiredAt),
        ("superseded", memory.SupersededBy?.ToString("N")),
        ("subject", memory.Subject),
        ("predicate", memory.Predicate),
        ("state", (long)memory.State),
        ("pinned", memory.Pinned ? 1L : 0L),
        ("importance", memory.Importance),
        ("recalls", memory.Recalls),
        ("recalled", memory.RecalledAt),
        ("secret", memory.Secret),
        ("hash", memory.Hash));

    public static string Id(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
