using System.Buffers.Binary;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>The fixed header of an RTP packet and how far the unencrypted part reaches (RFC 3550, section 5.1).</summary>
/// <param name="PayloadType">What the payload is; 120 is Discord's Opus.</param>
/// <param name="Marker">The marker bit.</param>
/// <param name="Sequence">The packet's number, which wraps.</param>
/// <param name="Timestamp">The first sample's number at 48 kHz, which wraps.</param>
/// <param name="Ssrc">Whose stream it is.</param>
/// <param name="HasPadding">Whether the last byte of the decrypted payload says how much of its end is padding.</param>
/// <param name="ExtensionWords">How many 32-bit words of header extension start the decrypted payload.</param>
/// <param name="Size">Bytes that are authenticated and not encrypted: header, contributing sources, and the four bytes that announce an extension.</param>
internal readonly record struct RtpHeader(
    byte PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, bool HasPadding, int ExtensionWords, int Size)
{
    public const int FixedSize = 12;
    public const byte OpusPayloadType = 0x78;

    private const byte Version2 = 0x80;
    private const byte VersionMask = 0xC0;
    private const byte PaddingBit = 0x20;
    private const byte ExtensionBit = 0x10;
    private const byte SourceCountMask = 0x0F;

    /// <summary>False: this is no RTP packet. RTCP, whose types follow 199, is none either (RFC 5761, section 4).</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < FixedSize || (packet[0] & VersionMask) != Version2 || packet[1] is >= 192 and <= 223)
            return false;
        var size = FixedSize + (4 * (packet[0] & SourceCountMask));
        var words = 0;
        if ((packet[0] & ExtensionBit) != 0)
        {
            if (packet.Length < size + 4)
                return false;
            words = BinaryPrimitives.ReadUInt16BigEndian(packet[(size + 2)..]);
            size += 4;
        }
        if (packet.Length < size)
            return false;
        header = new RtpHeader(
            (byte)(packet[1] & 0x7F), (packet[1] & 0x80) != 0, BinaryPrimitives.ReadUInt16BigEndian(packet[2..]), BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), (packet[0] & PaddingBit) != 0, words, size);
        return true;
    }

    /// <summary>Writes the header of a packet of sound that this client sends.</summary>
    public static void Write(Span<byte> packet, ushort sequence, uint timestamp, uint ssrc)
    {
        packet[0] = Version2;
        packet[1] = OpusPayloadType;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);
    }

    /// <summary>
    /// What a decrypted payload holds beyond the header extension in front, which the <c>rtpsize</c> modes encrypt along, and the padding behind
    /// (RFC 3550, sections 5.1 and 5.3.1). False: they do not fit.
    /// </summary>
    public bool TryStrip(ReadOnlySpan<byte> decrypted, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        var extension = 4 * ExtensionWords;
        if (extension > decrypted.Length)
            return false;
        decrypted = decrypted[extension..];
        if (HasPadding)
        {
            if (decrypted.IsEmpty || decrypted[^1] == 0 || decrypted[^1] > decrypted.Length)
                return false;
            decrypted = decrypted[..^decrypted[^1]];
        }
        payload = decrypted;
        return true;
    }
}
