using System.Security.Cryptography;

namespace HydraBot.Governance.Audit;

/// <summary>The two hashes of RFC 9162, section 2.1.1: a leaf can never be taken for a node.</summary>
internal static class MerkleHash
{
    public static byte[] Leaf(ReadOnlySpan<byte> entryHash)
    {
        Span<byte> text = stackalloc byte[1 + SHA256.HashSizeInBytes];
        text[0] = 0;
        entryHash.CopyTo(text[1..]);
        return SHA256.HashData(text);
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> text = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        text[0] = 1;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(text);
    }
}
