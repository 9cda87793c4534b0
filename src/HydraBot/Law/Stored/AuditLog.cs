using System.Runtime.CompilerServices;
using HydraBot.Governance.Audit;
using HydraBot.Law.Audit;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>The chain in the database, with its sealed stretches in files beside it.</summary>
internal sealed class AuditLog(Database database, SealedSegments segments, CheckpointStore checkpoints, CheckpointKey key) : IAuditLog
{
    private const string Select = "SELECT sequence, body, previous_hash, hash FROM audit_entries";
    private const int Page = 200;

    public ValueTask<AuditEntry> AppendAsync(AuditDraft draft, CancellationToken cancellationToken) =>
        database.WriteAsync(AuditTail.Durability(draft), session => AuditTail.AppendAsync(session, draft), cancellationToken);

    /// <remarks>Pages rather than one long query: whoever reads slowly holds no connection and no old moment open.</remarks>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(long after, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var segment in await database.ReadAsync(SealedSegments.AllAsync, cancellationToken))
        {
            if (segment.Last <= after)
                continue;
            await foreach (var entry in segments.ReadAsync(segment, cancellationToken))
            {
                if (entry.Sequence <= after)
                    continue;
                if (limit-- <= 0)
                    yield break;
                yield return entry;
                after = entry.Sequence;
            }
        }

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

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken) => VerifyAsync(null, cancellationToken);

    /// <summary>Walks all of it, and compares it with one more checkpoint, such as one that was posted.</summary>
    public async Task<AuditVerification> VerifyAsync(AuditCheckpoint? posted, CancellationToken cancellationToken)
    {
        var lines = await checkpoints.LinesAsync(cancellationToken);
        return await database.ReadAsync(async session =>
        {
            var (signed, fault) = await checkpoints.AllAsync(session, lines);
            if (fault is not null)
                return fault;
            var walk = new AuditWalk(posted is null ? signed : signed.Append(posted), key);
            try
            {
                return await AuditChain.VerifyAsync(
                    EntriesAsync(session, 0, cancellationToken), await AuditTail.HeadAsync(session), walk, cancellationToken);
            }
            catch (StorageException exception)
            {
                return new AuditVerification(false, walk.Sequence, walk.Sequence + 1, exception.Message) { Fault = AuditFault.Missing };
            }
        }, cancellationToken);
    }

    /// <summary>All entries after one, of one moment, sealed ones included.</summary>
    public async IAsyncEnumerable<AuditEntry> EntriesAsync(
        SqlSession session, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var segment in await SealedSegments.AllAsync(session))
        {
            if (segment.Last <= after)
                continue;
            await foreach (var entry in segments.ReadAsync(segment, cancellationToken))
            {
                if (entry.Sequence > after)
                    yield return entry;
            }

            after = segment.Last;
        }

        await foreach (var entry in session.StreamAsync($"{Select} WHERE sequence > @after ORDER BY sequence", AuditTail.Read, ("after", after))
            .WithCancellation(cancellationToken))
        {
            yield return entry;
        }
    }
}
