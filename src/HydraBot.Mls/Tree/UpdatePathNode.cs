using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Tree;

/// <summary>A new key on the path, and its secret for each node that stands for the other side (RFC 9420, section 7.6).</summary>
internal sealed record UpdatePathNode(ReadOnlyMemory<byte> EncryptionKey, IReadOnlyList<HpkeCiphertext> EncryptedPathSecrets)
{
    public static UpdatePathNode Read(ref TlsReader reader) => new(reader.OpaqueCopy(), reader.Vector(HpkeCiphertext.Read));

    public void Write(TlsWriter writer) => writer.Opaque(EncryptionKey).Vector(EncryptedPathSecrets, static (secret, to) => secret.Write(to));
}
