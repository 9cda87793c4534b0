using System.Data.Common;
using HydraBot.Governance.Audit;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>The end of the chain, inside whatever transaction an entry belongs to.</summary>
internal static class AuditTail
{
    public static async ValueTask<AuditEntry> AppendAsync(SqlSession session, AuditDraft draft)
    {
        var (sequence, hash) = await HeadAsync(session);
        var entry = AuditChain.Seal(sequence + 1, hash, draft);
        await session.ExecuteAsync(
            "INSERT INTO audit_entries (sequence, body, previous_hash, hash) VALUES (@sequence, @body, @previous, @hash)",
            ("sequence", entry.Sequence), ("body", entry.Body), ("previous", entry.PreviousHash), ("hash", entry.Hash));
        await session.ExecuteAsync(
            "UPDATE audit_head SET sequence = @sequence, hash = @hash WHERE id = 1",
            ("sequence", entry.Sequence), ("hash", entry.Hash));
        return entry;
    }

    /// <summary>Where the chain ends; without a head, nowhere, which no chain with entries fits.</summary>
    public static async ValueTask<(long Sequence, string Hash)> HeadAsync(SqlSession session) =>
        await session.FirstAsync<(long, string)?>(
            "SELECT sequence, hash FROM audit_head WHERE id = 1", row => (row.GetInt64(0), row.GetString(1))) ?? (0, AuditChain.Genesis);

    public static AuditEntry Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3));

    /// <summary>What may be lost with the power: news of reading. Whatever has an effect is on the disk first.</summary>
    public static Durability Durability(AuditDraft draft) =>
        draft.Effect == Governance.Operations.OperationEffect.Read ? Storage.Durability.Process : Storage.Durability.Disk;
}
