using System.Runtime.InteropServices;

namespace HydraBot.Speech.Opus;

/// <summary>Makes Opus frames of 20 ms out of mono sound at 48 kHz, with forward error correction for who listens on a bad line. Not thread-safe.</summary>
public sealed class OpusEncoder : IDisposable
{
    /// <summary>Samples of one frame.</summary>
    public const int FrameSize = 960;

    private readonly OpusEncoderHandle _handle;
    private readonly byte[] _buffer = new byte[1275];

    /// <summary>A new encoder.</summary>
    /// <param name="bitrate">Bits a second.</param>
    /// <param name="expectedLoss">Percent of packets that may be lost: above 0, each frame also carries a rough copy of the one before.</param>
    /// <param name="complexity">0 to 10: processor time against quality.</param>
    /// <exception cref="SpeechException">libopus is missing; the message says how to get it.</exception>
    public OpusEncoder(int bitrate = 48_000, int expectedLoss = 10, int complexity = 5)
    {
        OpusLibrary.Require();
        _handle = OpusEncoderHandle.Of(OpusLibrary.opus_encoder_create(Sound.OpusRate, 1, OpusLibrary.Voip, out var error));
        OpusLibrary.Check(error, "make an encoder");
        // See OpusLibrary.opus_encoder_ctl: there the encoder keeps its own settings.
        if (OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
            return;
        Set(OpusLibrary.SetBitrate, bitrate);
        Set(OpusLibrary.SetComplexity, complexity);
        Set(OpusLibrary.SetSignal, OpusLibrary.SignalVoice);
        Set(OpusLibrary.SetInbandFec, expectedLoss > 0 ? 1 : 0);
        Set(OpusLibrary.SetPacketLoss, expectedLoss);
    }

    /// <summary>Encodes exactly <see cref="FrameSize"/> samples.</summary>
    public byte[] Encode(ReadOnlySpan<short> samples)
    {
        if (samples.Length != FrameSize)
            throw new ArgumentException($"A frame has {FrameSize} samples; these are {samples.Length}.", nameof(samples));
        var size = OpusLibrary.Check(OpusLibrary.opus_encode(_handle, samples, FrameSize, _buffer, _buffer.Length), "encode a frame");
        return _buffer.AsSpan(0, size).ToArray();
    }

    /// <summary>Frees it.</summary>
    public void Dispose() => _handle.Dispose();

    private void Set(int request, int value) => OpusLibrary.Check(OpusLibrary.opus_encoder_ctl(_handle, request, value), "be set up");
}
