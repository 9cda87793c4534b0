using System.Runtime.CompilerServices;

namespace HydraBot.Speech.Opus;

/// <summary>Cuts sound of any rate into Opus frames of 20 ms.</summary>
public static class OpusSpeech
{
    private const int FramesPerSecond = 50;

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
            // A frame's worth at a time: the first frame is heard while the rest of the sentence is still to be encoded.
            for (var at = 0; at < chunk.Samples.Length; at += rate / FramesPerSecond)
            {
                resampler!.Push(chunk.Samples.Span[at..Math.Min(chunk.Samples.Length, at + rate / FramesPerSecond)], waiting);
                while (waiting.Count >= OpusEncoder.FrameSize)
                    yield return Next(encoder, waiting);
            }
        }
        resampler?.Flush(waiting);
        if (waiting.Count % OpusEncoder.FrameSize is > 0 and var rest)
            waiting.AddRange(new short[OpusEncoder.FrameSize - rest]);
        while (waiting.Count > 0)
            yield return Next(encoder, waiting);
    }

    private static byte[] Next(OpusEncoder encoder, List<short> waiting)
    {
        var frame = encoder.Encode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(waiting)[..OpusEncoder.FrameSize]);
        waiting.RemoveRange(0, OpusEncoder.FrameSize);
        return frame;
    }
}
