using System.Security.Cryptography;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Tree;

namespace HydraBot.Mls.Schedule;

/// <summary>The message keys of all members of an epoch, derived when first needed; the secrets they come from are then deleted (RFC 9420, section 9).</summary>
internal sealed class SecretTree : IDisposable
{
    private readonly int _leaves;
    private readonly Dictionary<int, byte[]> _secrets = [];
    private readonly Dictionary<(uint Leaf, RatchetKind Kind), SymmetricRatchet> _ratchets = [];

    /// <summary>A tree over a copy of the epoch's encryption secret.</summary>
    public SecretTree(int leaves, ReadOnlySpan<byte> encryptionSecret)
    {
        _leaves = leaves;
        _secrets.Add(TreeMath.Root(leaves), encryptionSecret.ToArray());
    }

    public SymmetricRatchet Ratchet(uint leaf, RatchetKind kind)
    {
        if (leaf >= _leaves)
            throw new MlsException($"There is no leaf {leaf}.");
        if (!_ratchets.TryGetValue((leaf, kind), out var ratchet))
        {
            Open(leaf);
            ratchet = _ratchets[(leaf, kind)];
        }
        return ratchet;
    }

    public void Dispose()
    {
        foreach (var secret in _secrets.Values)
            CryptographicOperations.ZeroMemory(secret);
        foreach (var ratchet in _ratchets.Values)
            ratchet.Dispose();
        _secrets.Clear();
        _ratchets.Clear();
    }

    private void Open(uint leaf)
    {
        var place = (int)(2 * leaf);
        var path = TreeMath.DirectPath(place, _leaves);
        path.Reverse();
        foreach (var node in path)
        {
            if (!_secrets.Remove(node, out var secret))
                continue;
            _secrets.Add(TreeMath.Left(node), Labeled.Expand(secret, "tree", "left"u8, CipherSuite.HashSize));
            _secrets.Add(TreeMath.Right(node), Labeled.Expand(secret, "tree", "right"u8, CipherSuite.HashSize));
            CryptographicOperations.ZeroMemory(secret);
        }
        _secrets.Remove(place, out var leafSecret);
        _ratchets.Add((leaf, RatchetKind.Handshake), new SymmetricRatchet(Labeled.Expand(leafSecret, "handshake", [], CipherSuite.HashSize)));
        _ratchets.Add((leaf, RatchetKind.Application), new SymmetricRatchet(Labeled.Expand(leafSecret, "application", [], CipherSuite.HashSize)));
        CryptographicOperations.ZeroMemory(leafSecret);
    }
}
