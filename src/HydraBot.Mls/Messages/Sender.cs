using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>Who sent a message (RFC 9420, section 6).</summary>
/// <param name="Type">What kind of sender.</param>
/// <param name="Index">A member's leaf, or the number of an external sender; zero otherwise.</param>
public sealed record Sender(SenderType Type, uint Index)
{
    internal static Sender Read(ref TlsReader reader) => (SenderType)reader.UInt8() switch
    {
        var type and (SenderType.Member or SenderType.External) => new Sender(type, reader.UInt32()),
        var type and (SenderType.NewMemberProposal or SenderType.NewMemberCommit) => new Sender(type, 0),
        var other => throw new MlsException(MlsFailure.Malformed, $"A message has a sender of the unknown type {(byte)other}."),
    };

    internal void Write(TlsWriter writer)
    {
        writer.UInt8((byte)Type);
        if (Type is SenderType.Member or SenderType.External)
            writer.UInt32(Index);
    }
}
