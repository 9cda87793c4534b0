namespace HydraBot.Discord.Voice.Dave;

/// <summary>
/// A frame as it travels: the sound or picture with its encrypted parts in place, then tag, nonce, ranges, the size of all that, and the marker
/// (DAVE, "Protocol frame").
/// </summary>
internal readonly ref struct EncryptedFrame
{
    private EncryptedFrame(ReadOnlySpan<byte> body, ReadOnlySpan<byte> tag, uint nonce, IReadOnlyList<FrameRange> ranges)
    {
        Body = body;
        Tag = tag;
        Nonce = nonce;
        Ranges = ranges;
    }

    public ReadOnlySpan<byte> Body { get; }

    public ReadOnlySpan<byte> Tag { get; }

    public uint Nonce { get; }

    public IReadOnlyList<FrameRange> Ranges { get; }

    /// <summary>False: this is no encrypted frame, or a broken one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> frame, out EncryptedFrame parsed)
    {
        parsed = default;
        if (frame.Length < DaveProtocol.FixedSupplement || frame[^1] != DaveProtocol.Marker || frame[^2] != DaveProtocol.Marker)
            return false;
        int supplement = frame[^3];
        if (supplement <= DaveProtocol.FixedSupplement || supplement > frame.Length)
            return false;
        var body = frame[..^supplement];
        var tag = frame.Slice(body.Length, DaveProtocol.TagSize);
        var rest = frame[(body.Length + DaveProtocol.TagSize)..^3];
        if (!Leb128.TryRead(ref rest, out var nonce) || !TryReadRanges(rest, body.Length, out var ranges))
            return false;
        parsed = new EncryptedFrame(body, tag, nonce, ranges);
        return true;
    }

    private static bool TryReadRanges(ReadOnlySpan<byte> source, int bodySize, out IReadOnlyList<FrameRange> ranges)
    {
        ranges = [];
        if (source.IsEmpty)
            return true;
        var list = new List<FrameRange>();
        var end = 0L;
        while (!source.IsEmpty)
        {
            if (!Leb128.TryRead(ref source, out var offset) || !Leb128.TryRead(ref source, out var size))
                return false;
            if (offset < end || (long)offset + size > bodySize)
                return false;
            end = (long)offset + size;
            list.Add(new FrameRange((int)offset, (int)size));
        }
        ranges = list;
        return true;
    }
}
