namespace HydraBot.Mls.Cryptography;

/// <summary>Derivations for protocols that ratchet secrets which they exported from a group.</summary>
public static class TreeSecret
{
    /// <summary>DeriveTreeSecret with SHA-256 (RFC 9420, section 9). The caller zeroes what it gets.</summary>
    /// <param name="secret">The secret, of any length.</param>
    /// <param name="label">What it is for.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="length">How many bytes are wanted.</param>
    public static byte[] Derive(ReadOnlySpan<byte> secret, string label, uint generation, int length) => Labeled.DeriveTree(secret, label, generation, length);
}
