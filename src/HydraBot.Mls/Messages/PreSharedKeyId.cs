using HydraBot.Mls.Codec;

namespace HydraBot.Mls.Messages;

/// <summary>The name of a secret that members share (RFC 9420, section 8.4).</summary>
/// <param name="Id">The name that the application gave it; empty for a secret of an earlier epoch.</param>
/// <param name="Resumption">The epoch that it comes from; null for a secret of the application.</param>
/// <param name="Nonce">Makes every use of it different.</param>
public sealed record PreSharedKeyId(ReadOnlyMemory<byte> Id, ResumptionId? Resumption, ReadOnlyMemory<byte> Nonce)
{
    private const byte ExternalType = 1;
    private const byte ResumptionType = 2;

    internal static PreSharedKeyId Read(ref TlsReader reader) => reader.UInt8() switch
    {
        ExternalType => new PreSharedKeyId(reader.OpaqueCopy(), null, reader.OpaqueCopy()),
        ResumptionType => new PreSharedKeyId(default, ResumptionId.Read(ref reader), reader.OpaqueCopy()),
        var other => throw new MlsException(MlsFailure.Malformed, $"A pre-shared key has the unknown type {other}."),
    };

    internal void Write(TlsWriter writer)
    {
        if (Resumption is null)
            writer.UInt8(ExternalType).Opaque(Id);
        else
            Resumption.Write(writer.UInt8(ResumptionType));
        writer.Opaque(Nonce);
    }
}
