using System.Runtime.CompilerServices;
using HydraBot.Governance.Audit;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>The chain in the database, whose triggers let nothing be changed or removed.</summary>
internal sealed class AuditLog(Database database) : IAuditLog
{
    private const string Select = "SELECT sequence, body, previous_hash, hash FROM audit_entries";
    private const int Page = 200;

    public ValueTask<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken) =>
        database.WriteAsync(AuditTail.Durability(draft), session => AuditTail.AppendAsync(session, draft), cancellationToken);

    /// <remarks>Read by the page: a slow reader holds no transaction open.</remarks>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(long after, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (limit > 0)
        {
            var (start, count) = (after, Math.Min(limit, Page));
            var entries = await database.ReadAsync(
                session => session.ListAsync(
                    $"{Select} WHERE sequence > @after ORDER BY sequence LIMIT @limit",
                    AuditTail.Read,
                    ("after", start),
                    ("limit", (long)count)),
                cancellationToken);
            foreach (var entry in entries)
                yield return entry;
            if (entries.Count < count)
                yield break;
            (after, limit) = (entries[^1].Sequence, limit - count);
        }
    }

    public async Task<IReadOnlyList<AuditEntry>> TailAsync(int count, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.ListAsync($"{Select} ORDER BY sequence DESC LIMIT @limit", AuditTail.Read, ("limit", (long)count)),
            cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> OfRequestAsync(Guid requestId, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.ListAsync(
                $"{Select} WHERE request_id = @id ORDER BY sequence", AuditTail.Read, ("id", requestId.ToString("D"))),
            cancellationToken);

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(async session => await AuditChain.VerifyAsync(
            session.StreamAsync($"{Select} ORDER BY sequence", AuditTail.Read),
            await AuditTail.HeadAsync(session),
            cancellationToken), cancellationToken);
}
