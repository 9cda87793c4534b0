using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>An epoch whose resumption secret is meant (RFC 9420, section 8.4).</summary>
/// <param name="Usage">1 application, 2 reinit, 3 branch.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Epoch">The epoch.</param>
public sealed record ResumptionId(byte Usage, ReadOnlyMemory<byte> GroupId, ulong Epoch)
{
    internal const byte Application = 1;

    internal static ResumptionId Read(ref TlsReader reader)
    {
        var id = new ResumptionId(reader.UInt8(), reader.OpaqueCopy(), reader.UInt64());
        return id.Usage is >= 1 and <= 3 ? id : throw new MlsException(MlsFailure.Malformed, $"A resumption secret has the unknown usage {id.Usage}.");
    }

    internal void Write(TlsWriter writer) => writer.UInt8(Usage).Opaque(GroupId).UInt64(Epoch);
}
