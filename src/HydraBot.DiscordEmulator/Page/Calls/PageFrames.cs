namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>What a page may send as 20 ms of sound; what is wrong with a frame is said in a sentence.</summary>
internal static class PageFrames
{
    /// <summary>The largest frame of either format: 960 samples of two bytes.</summary>
    public const int Largest = PcmSize;

    private const int PcmSize = 960 * sizeof(short);
    private const int LargestOpus = 1275;
    private const int TenthsOfMilliseconds = 200;

    /// <summary>Lengths of a frame by the lower bits of an Opus configuration, in tenths of a millisecond (RFC 6716, table 2).</summary>
    private static readonly int[] Silk = [100, 200, 400, 600], Hybrid = [100, 200], Celt = [25, 50, 100, 200];

    /// <summary>What is wrong with a frame; null when it is right.</summary>
    public static string? Fault(PageSoundFormat format, ReadOnlySpan<byte> frame) => format switch
    {
        PageSoundFormat.Pcm when frame.Length != PcmSize => $"A frame of PCM has {PcmSize} bytes (20 ms, 48 kHz, mono, 16 bits); this one has {frame.Length}.",
        PageSoundFormat.Opus when frame.Length is 0 or > LargestOpus => $"A frame of Opus has 1 to {LargestOpus} bytes; this one has {frame.Length}.",
        PageSoundFormat.Opus when Duration(frame) is not TenthsOfMilliseconds and var tenths => $"A frame of Opus lasts 20 ms; this one lasts {tenths / 10m:0.#} ms.",
        _ => null,
    };

    private static int Duration(ReadOnlySpan<byte> packet)
    {
        var configuration = packet[0] >> 3;
        var one = configuration switch
        {
            < 12 => Silk[configuration & 3],
            < 16 => Hybrid[configuration & 1],
            _ => Celt[configuration & 3],
        };
        var frames = (packet[0] & 3) switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => packet.Length > 1 ? packet[1] & 0x3F : 0,
        };
        return one * frames;
    }
}
