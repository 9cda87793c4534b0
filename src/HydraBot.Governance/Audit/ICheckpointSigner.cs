namespace HydraBot.Governance.Audit;

/// <summary>Signs what stands at a moment, with a key that the database does not hold; the cryptography is outside the kernel.</summary>
public interface ICheckpointSigner
{
    /// <summary>The public key of the house, base64url without padding.</summary>
    string PublicKey { get; }

    /// <summary>Signs with Ed25519 (RFC 8032).</summary>
    /// <returns>64 bytes.</returns>
    byte[] Sign(ReadOnlySpan<byte> text);

    /// <summary>Whether a signature fits a text and any public key, the house's or another's.</summary>
    bool Verify(string publicKey, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}
