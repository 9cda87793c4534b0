using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>Makes the proof that one entry is among those that were signed.</summary>
internal sealed class AuditProof(Database database, AuditLog audit, CheckpointStore checkpoints)
{
    /// <exception cref="OperationException">There is no such entry, or nothing that was signed speaks of it yet.</exception>
    public async Task<MerkleProof> MakeAsync(long sequence, CancellationToken cancellationToken)
    {
        var checkpoint = await checkpoints.OverAsync(sequence, cancellationToken)
            ?? throw new OperationException($"Nothing that was signed speaks of entry {sequence} yet; audit.checkpoint signs what is there.");
        return await database.ReadAsync(async session =>
        {
            var leaves = new List<byte[]>();
            string? body = null;
            await foreach (var entry in audit.EntriesAsync(session, 0, cancellationToken))
            {
                if (entry.Sequence > checkpoint.Sequence)
                    break;
                if (entry.Sequence == sequence)
                    body = entry.Body;
                leaves.Add(AuditChain.Leaf(entry));
            }

            return body is not null && leaves.Count == checkpoint.Sequence
                ? new MerkleProof(body, sequence, MerkleProof.PathOf(leaves, sequence), checkpoint.Text)
                : throw new OperationException($"The chain is not what was signed over {checkpoint.Sequence} entries; audit.verify says where.");
        }, cancellationToken);
    }
}
