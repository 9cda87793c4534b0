using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>A message that only the group can read (RFC 9420, section 6.3).</summary>
internal sealed record PrivateMessage
{
    public required ReadOnlyMemory<byte> GroupId { get; init; }

    public required ulong Epoch { get; init; }

    public required ContentType ContentType { get; init; }

    public ReadOnlyMemory<byte> AuthenticatedData { get; init; }

    public ReadOnlyMemory<byte> EncryptedSenderData { get; init; }

    public ReadOnlyMemory<byte> Ciphertext { get; init; }

    public static PrivateMessage Read(ref TlsReader reader) => new()
    {
        GroupId = reader.OpaqueCopy(),
        Epoch = reader.UInt64(),
        ContentType = (ContentType)reader.UInt8() is var type and >= ContentType.Application and <= ContentType.Commit
            ? type : throw new MlsException(MlsFailure.Malformed, "A private message has content of an unknown type."),
        AuthenticatedData = reader.OpaqueCopy(),
        EncryptedSenderData = reader.OpaqueCopy(),
        Ciphertext = reader.OpaqueCopy(),
    };

    public void Write(TlsWriter writer) => writer
        .Opaque(GroupId).UInt64(Epoch).UInt8((byte)ContentType).Opaque(AuthenticatedData).Opaque(EncryptedSenderData).Opaque(Ciphertext);

    /// <summary>PrivateContentAAD: what the ciphertext is bound to.</summary>
    public byte[] ContentBinding() =>
        TlsWriter.Write(writer => writer.Opaque(GroupId).UInt64(Epoch).UInt8((byte)ContentType).Opaque(AuthenticatedData));

    /// <summary>SenderDataAAD: what the encrypted sender is bound to.</summary>
    public byte[] SenderBinding() => TlsWriter.Write(writer => writer.Opaque(GroupId).UInt64(Epoch).UInt8((byte)ContentType));
}
