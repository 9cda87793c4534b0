using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>What one new member is told in a welcome (RFC 9420, section 12.4.3.1).</summary>
internal sealed record GroupSecrets(ReadOnlyMemory<byte> JoinerSecret, ReadOnlyMemory<byte>? PathSecret, IReadOnlyList<PreSharedKeyId> PreSharedKeys)
{
    public static GroupSecrets Read(ref TlsReader reader) => new(
        reader.OpaqueCopy(), reader.Optional() ? reader.OpaqueCopy() : default(ReadOnlyMemory<byte>?), reader.Vector(PreSharedKeyId.Read));

    public void Write(TlsWriter writer)
    {
        writer.Opaque(JoinerSecret).Optional(PathSecret is not null);
        if (PathSecret is { } secret)
            writer.Opaque(secret);
        writer.Vector(PreSharedKeys, static (id, to) => id.Write(to));
    }
}
