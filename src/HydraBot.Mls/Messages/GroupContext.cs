using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>What all members of an epoch agree on (RFC 9420, section 8.1).</summary>
internal sealed record GroupContext
{
    public ushort Version { get; init; } = CipherSuite.Protocol;

    public ushort Suite { get; init; } = CipherSuite.Id;

    public required ReadOnlyMemory<byte> GroupId { get; init; }

    public required ulong Epoch { get; init; }

    public required ReadOnlyMemory<byte> TreeHash { get; init; }

    public required ReadOnlyMemory<byte> ConfirmedTranscriptHash { get; init; }

    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    public static GroupContext Read(ref TlsReader reader) => new()
    {
        Version = reader.UInt16(),
        Suite = reader.UInt16(),
        GroupId = reader.OpaqueCopy(),
        Epoch = reader.UInt64(),
        TreeHash = reader.OpaqueCopy(),
        ConfirmedTranscriptHash = reader.OpaqueCopy(),
        Extensions = Extension.ReadList(ref reader),
    };

    public void Write(TlsWriter writer) => Extension.WriteList(
        writer.UInt16(Version).UInt16(Suite).Opaque(GroupId).UInt64(Epoch).Opaque(TreeHash).Opaque(ConfirmedTranscriptHash), Extensions);

    public byte[] ToBytes() => TlsWriter.Write(Write);
}
