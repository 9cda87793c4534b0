using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;

namespace HydraBot.Mls.Messages;

/// <summary>What one new member is told, encrypted to its key package (RFC 9420, section 12.4.3.1).</summary>
internal sealed record EncryptedGroupSecrets(ReadOnlyMemory<byte> NewMember, HpkeCiphertext Secrets)
{
    public static EncryptedGroupSecrets Read(ref TlsReader reader) => new(reader.OpaqueCopy(), HpkeCiphertext.Read(ref reader));

    public void Write(TlsWriter writer) => Secrets.Write(writer.Opaque(NewMember));
}
