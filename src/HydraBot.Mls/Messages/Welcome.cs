using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>What new members need to take part in an epoch (RFC 9420, section 12.4.3.1).</summary>
internal sealed record Welcome(ushort Suite, IReadOnlyList<EncryptedGroupSecrets> Secrets, ReadOnlyMemory<byte> EncryptedGroupInfo)
{
    public static Welcome Read(ref TlsReader reader) => new(reader.UInt16(), reader.Vector(EncryptedGroupSecrets.Read), reader.OpaqueCopy());

    public void Write(TlsWriter writer) =>
        writer.UInt16(Suite).Vector(Secrets, static (secrets, to) => secrets.Write(to)).Opaque(EncryptedGroupInfo);
}
