using HydraBot.Governance.Audit;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>Signs what the chain is, having walked over it: a chain that does not hold is not signed.</summary>
internal sealed class CheckpointWriter(Database database, AuditLog audit, CheckpointStore store, CheckpointKey key, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    // Goes on where it stood: only what was added since is read.
    private AuditWalk _walk = new([], null);

    /// <summary>Signs and stores what was added since the last time.</summary>
    /// <returns>The newest checkpoint, whether it is new, and what is wrong with the chain if it does not hold.</returns>
    public async Task<(AuditCheckpoint? Checkpoint, bool IsNew, AuditVerification? Fault)> SignAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var last = await store.LastAsync(cancellationToken);
            if (await FollowAsync(cancellationToken) is { } fault)
            {
                _walk = new AuditWalk([], null);
                return (last, false, fault);
            }

            if (_walk.Sequence == 0 || last?.Sequence >= _walk.Sequence)
                return (last, false, null);
            var checkpoint = AuditCheckpoint.Sign(_walk.Sequence, _walk.Hash, _walk.Root, time.GetUtcNow(), key);
            await store.AddAsync(checkpoint, cancellationToken);
            return (checkpoint, true, null);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<AuditVerification?> FollowAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync<AuditVerification?>(async session =>
        {
            var head = await AuditTail.HeadAsync(session);
            await foreach (var entry in audit.EntriesAsync(session, _walk.Sequence, cancellationToken))
            {
                if (!_walk.Add(entry))
                    return _walk.Found;
            }

            return (_walk.Sequence, _walk.Hash) == head
                ? null
                : new AuditVerification(false, _walk.Sequence, Math.Min(_walk.Sequence, head.Sequence) + 1,
                    $"The chain ends at entry {_walk.Sequence}, its head was {head.Sequence}.")
                { Fault = AuditFault.Truncated };
        }, cancellationToken);
}
