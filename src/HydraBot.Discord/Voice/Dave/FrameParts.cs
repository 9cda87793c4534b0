namespace HydraBot.Discord.Voice.Dave;

/// <summary>Takes a frame apart into what is readable and what is hidden, and puts it together again.</summary>
internal static class FrameParts
{
    public static (byte[] Readable, byte[] Hidden) Split(ReadOnlySpan<byte> frame, IReadOnlyList<FrameRange> readable)
    {
        var open = new byte[readable.Sum(range => range.Size)];
        var hidden = new byte[frame.Length - open.Length];
        var (at, openAt, hiddenAt) = (0, 0, 0);
        foreach (var range in readable)
        {
            var before = frame[at..range.Offset];
            before.CopyTo(hidden.AsSpan(hiddenAt));
            hiddenAt += before.Length;
            frame.Slice(range.Offset, range.Size).CopyTo(open.AsSpan(openAt));
            openAt += range.Size;
            at = range.Offset + range.Size;
        }
        frame[at..].CopyTo(hidden.AsSpan(hiddenAt));
        return (open, hidden);
    }

    /// <summary>Writes the hidden parts into a frame whose readable parts are in place.</summary>
    public static void PlaceHidden(Span<byte> frame, IReadOnlyList<FrameRange> readable, ReadOnlySpan<byte> hidden)
    {
        var at = 0;
        foreach (var range in readable)
        {
            hidden[..(range.Offset - at)].CopyTo(frame[at..]);
            hidden = hidden[(range.Offset - at)..];
            at = range.Offset + range.Size;
        }
        hidden.CopyTo(frame[at..]);
    }
}
