using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Messages;

namespace HydraBot.Mls.Schedule;

/// <summary>The hashes over everything that was ever committed (RFC 9420, section 8.2).</summary>
internal static class TranscriptHash
{
    public static byte[] Confirmed(ReadOnlySpan<byte> interimBefore, AuthenticatedContent commit)
    {
        var writer = new TlsWriter().Bytes(interimBefore).UInt16((ushort)commit.WireFormat);
        commit.Content.Write(writer);
        return Labeled.Hash(writer.Opaque(commit.Auth.Signature).Written);
    }

    public static byte[] Interim(ReadOnlySpan<byte> confirmed, ReadOnlySpan<byte> confirmationTag) =>
        Labeled.Hash(new TlsWriter().Bytes(confirmed).Opaque(confirmationTag).Written);
}
