namespace HydraBot.Speech.Opus;

/// <summary>Makes mono sound at 48 kHz out of the Opus frames of one stream. It remembers what came before, so each stream has its own. Not thread-safe.</summary>
public sealed class OpusDecoder : IDisposable
{
    /// <summary>The longest Opus packet: 120 ms.</summary>
    public const int MostSamples = 5760;

    private readonly OpusDecoderHandle _handle;

    /// <summary>A new decoder.</summary>
    /// <exception cref="SpeechException">libopus is missing; the message says how to get it.</exception>
    public OpusDecoder()
    {
        OpusLibrary.Require();
        _handle = OpusDecoderHandle.Of(OpusLibrary.opus_decoder_create(Sound.OpusRate, 1, out var error));
        OpusLibrary.Check(error, "make a decoder");
    }

    /// <summary>Decodes a packet into <paramref name="samples"/> and returns how many there are.</summary>
    /// <exception cref="SpeechException">It is no Opus packet.</exception>
    public int Decode(ReadOnlySpan<byte> packet, Span<short> samples) =>
        OpusLibrary.Check(OpusLibrary.opus_decode(_handle, packet, packet.Length, samples, samples.Length, 0), "decode a packet");

    /// <summary>A lost frame of 20 ms, out of the rough copy that the packet after it carries; where there is none it is concealed.</summary>
    public int Recover(ReadOnlySpan<byte> next, Span<short> samples) =>
        OpusLibrary.Check(OpusLibrary.opus_decode(_handle, next, next.Length, samples[..OpusEncoder.FrameSize], OpusEncoder.FrameSize, 1), "recover a packet");

    /// <summary>A lost frame of 20 ms, made up from what came before.</summary>
    public int Conceal(Span<short> samples) =>
        OpusLibrary.Check(OpusLibrary.opus_decode(_handle, default, 0, samples[..OpusEncoder.FrameSize], OpusEncoder.FrameSize, 0), "conceal a packet");

    /// <summary>Forgets what came before: after a long pause it would only disturb.</summary>
    public void Reset() => OpusLibrary.Check(OpusLibrary.opus_decoder_ctl(_handle, OpusLibrary.ResetState), "be reset");

    /// <summary>Frees it.</summary>
    public void Dispose() => _handle.Dispose();
}
