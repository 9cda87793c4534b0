using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Keys;

namespace HydraBot.Mls.Messages;

/// <summary>The outermost frame: exactly one of its parts is there (RFC 9420, section 6).</summary>
internal sealed record MlsMessage
{
    public PublicMessage? Public { get; init; }

    public PrivateMessage? Private { get; init; }

    public Welcome? Welcome { get; init; }

    public GroupInfo? GroupInfo { get; init; }

    public KeyPackage? KeyPackage { get; init; }

    public static MlsMessage Parse(ReadOnlySpan<byte> data) => TlsReader.ReadAll(data, Read);

    public static MlsMessage Read(ref TlsReader reader)
    {
        if (reader.UInt16() is var version && version != CipherSuite.Protocol)
            throw new MlsException(MlsFailure.Unsupported, $"A message has the unknown version {version}.");
        return (WireFormat)reader.UInt16() switch
        {
            WireFormat.PublicMessage => new MlsMessage { Public = PublicMessage.Read(ref reader) },
            WireFormat.PrivateMessage => new MlsMessage { Private = PrivateMessage.Read(ref reader) },
            WireFormat.Welcome => new MlsMessage { Welcome = Welcome.Read(ref reader) },
            WireFormat.GroupInfo => new MlsMessage { GroupInfo = GroupInfo.Read(ref reader) },
            WireFormat.KeyPackage => new MlsMessage { KeyPackage = KeyPackage.Read(ref reader) },
            var other => throw new MlsException(MlsFailure.Unsupported, $"A message has the unknown form {(ushort)other}."),
        };
    }

    public byte[] ToBytes() => TlsWriter.Write(Write);

    public void Write(TlsWriter writer)
    {
        writer.UInt16(CipherSuite.Protocol);
        Public?.Write(writer.UInt16((ushort)WireFormat.PublicMessage));
        Private?.Write(writer.UInt16((ushort)WireFormat.PrivateMessage));
        Welcome?.Write(writer.UInt16((ushort)WireFormat.Welcome));
        GroupInfo?.Write(writer.UInt16((ushort)WireFormat.GroupInfo));
        KeyPackage?.Write(writer.UInt16((ushort)WireFormat.KeyPackage));
    }
}
