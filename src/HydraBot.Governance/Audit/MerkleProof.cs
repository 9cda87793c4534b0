using System.Numerics;

namespace HydraBot.Governance.Audit;

/// <summary>That one entry is among those that a checkpoint signed, to be checked without any other entry (RFC 9162, section 2.1.3).</summary>
/// <param name="Body">The entry: canonical JSON.</param>
/// <param name="Sequence">Its place in the chain, from 1.</param>
/// <param name="Path">The hashes of the subtrees beside the way from the leaf to the root, lowest first.</param>
/// <param name="Checkpoint">The signed checkpoint as one line of text.</param>
public sealed record MerkleProof(string Body, long Sequence, IReadOnlyList<string> Path, string Checkpoint)
{
    /// <summary>The path of one leaf.</summary>
    /// <param name="leaves">The hashes of all entries under the root, in order, 32 bytes each.</param>
    /// <param name="sequence">Which of them, from 1.</param>
    public static IReadOnlyList<string> PathOf(IReadOnlyList<byte[]> leaves, long sequence)
    {
        var path = new List<string>();
        Descend(leaves, 0, leaves.Count, (int)sequence - 1, path);
        return path;
    }

    /// <summary>Checks the proof against its own checkpoint.</summary>
    /// <param name="signer">Checks the signature.</param>
    /// <returns>Null when it holds, else what is wrong.</returns>
    public string? Problem(ICheckpointSigner signer)
    {
        if (AuditCheckpoint.TryParse(Checkpoint) is not { } checkpoint)
            return "Its checkpoint is not the text of one.";
        if (!checkpoint.IsSigned(signer))
            return "The signature of its checkpoint does not fit.";
        if (Sequence < 1 || Sequence > checkpoint.Sequence)
            return $"Entry {Sequence} is not among the {checkpoint.Sequence} that the checkpoint speaks of.";
        if (AuditChain.PlaceOf(Body) != Sequence)
            return $"The entry does not say that it is entry {Sequence}.";
        return Root(checkpoint.Sequence) == checkpoint.MerkleRoot ? null : $"Entry {Sequence} is not the one that was signed.";
    }

    private string? Root(long size)
    {
        var (node, last, hash) = (Sequence - 1, size - 1, MerkleHash.Leaf(AuditChain.HashOf(Body)));
        foreach (var text in Path)
        {
            if (text.Length != 64 || !text.All(char.IsAsciiHexDigit) || last == 0)
                return null;
            var beside = Convert.FromHexString(text);
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(beside, hash);
                // Neither is zero here: the last leaf of all has nothing beside it.
                if ((node & 1) == 0)
                    (node, last) = Rise(node, last, BitOperations.TrailingZeroCount(node));
            }
            else
            {
                hash = MerkleHash.Node(hash, beside);
            }

            (node, last) = Rise(node, last, 1);
        }

        return last == 0 ? Convert.ToHexStringLower(hash) : null;
    }

    private static (long Node, long Last) Rise(long node, long last, int levels) => (node / (1L << levels), last / (1L << levels));

    private static byte[] Descend(IReadOnlyList<byte[]> leaves, int from, int count, int wanted, List<string>? path)
    {
        if (count == 1)
            return MerkleHash.Leaf(leaves[from]);
        var left = 1 << BitOperations.Log2((uint)count - 1);
        var isLeft = wanted < left;
        var one = Descend(leaves, from, left, wanted, path is not null && isLeft ? path : null);
        var other = Descend(leaves, from + left, count - left, wanted - left, path is not null && !isLeft ? path : null);
        path?.Add(Convert.ToHexStringLower(isLeft ? other : one));
        return MerkleHash.Node(one, other);
    }
}
