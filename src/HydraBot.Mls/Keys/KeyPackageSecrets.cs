using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Keys;

/// <summary>
/// A key package with the private keys that belong to it. It is for one join: joining a group copies what the group needs, and the owner
/// disposes of this, which zeroes the private keys.
/// </summary>
public sealed class KeyPackageSecrets : IDisposable
{
    internal KeyPackageSecrets(KeyPackage keyPackage, P256KeyPair init, P256KeyPair encryption, P256KeyPair signature)
    {
        KeyPackage = keyPackage;
        Init = init;
        Encryption = encryption;
        Signature = signature;
    }

    /// <summary>The public part, to be handed out.</summary>
    public KeyPackage KeyPackage { get; }

    internal P256KeyPair Init { get; }

    internal P256KeyPair Encryption { get; }

    internal P256KeyPair Signature { get; }

    /// <summary>Makes a key package with fresh keys, signed by <paramref name="signer"/>, of which a copy is kept.</summary>
    public static KeyPackageSecrets Create(P256KeyPair signer, Credential credential, Capabilities? capabilities = null, Lifetime? lifetime = null)
    {
        var (init, encryption) = (P256.Generate(), P256.Generate());
        var leaf = new LeafNode
        {
            EncryptionKey = encryption.PublicKey,
            SignatureKey = signer.PublicKey,
            Credential = credential,
            Capabilities = capabilities ?? Capabilities.Own,
            Source = LeafNodeSource.KeyPackage,
            Lifetime = lifetime ?? Lifetime.Unlimited,
        };
        var package = new KeyPackage { Version = CipherSuite.Protocol, CipherSuite = CipherSuite.Id, InitKey = init.PublicKey, LeafNode = leaf.Sign(signer) };
        return new KeyPackageSecrets(package.Sign(signer), init, encryption, signer.Copy());
    }

    /// <summary>Zeroes the private keys.</summary>
    public void Dispose()
    {
        Init.Dispose();
        Encryption.Dispose();
        Signature.Dispose();
    }
}
