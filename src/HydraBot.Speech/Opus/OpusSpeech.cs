using System.Runtime.CompilerServices;

namespace HydraBot.Speech.Opus;

/// <summary>Cuts sound of any rate into Opus frames of 20 ms.</summary>
public static class OpusSpeech
{
    /// <summary>Encodes chunks as they come; the last frame is filled with silence.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> EncodeAsync(
        IAsyncEnumerable<Sound> chunks, int bitrate = 48_000, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var encoder = new OpusEncoder(bitrate);
        var waiting = new List<short>();
        Resampler? resampler = null;
        var rate = 0;
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            if (rate != chunk.Rate)
            {
                resampler?.Flush(waiting);
                (resampler, rate) = (new Resampler(chunk.Rate, Sound.OpusRate), chunk.Rate);
            }
            resampler!.Push(chunk.Samples.Span, waiting);
            foreach (var frame in Cut(encoder, waiting))
                yield return frame;
        }
        resampler?.Flush(waiting);
        if (waiting.Count % OpusEncoder.FrameSize is > 0 and var rest)
            waiting.AddRange(new short[OpusEncoder.FrameSize - rest]);
        foreach (var frame in Cut(encoder, waiting))
            yield return frame;
    }

    private static List<ReadOnlyMemory<byte>> Cut(OpusEncoder encoder, List<short> waiting)
    {
        var frames = new List<ReadOnlyMemory<byte>>();
        var samples = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(waiting);
        var at = 0;
        for (; at + OpusEncoder.FrameSize <= samples.Length; at += OpusEncoder.FrameSize)
            frames.Add(encoder.Encode(samples.Slice(at, OpusEncoder.FrameSize)));
        waiting.RemoveRange(0, at);
        return frames;
    }
}
