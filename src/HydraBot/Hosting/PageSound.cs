using System.Runtime.InteropServices;
using HydraBot.Speech;
using HydraBot.Speech.Opus;

namespace HydraBot.Hosting;

/// <summary>Between what a page's frames hold and Opus. Speaking and hearing may happen at the same time, each by one caller.</summary>
internal interface IPageSound : IDisposable
{
    /// <summary>A frame of the member's, as Opus.</summary>
    ReadOnlyMemory<byte> FromPage(ReadOnlyMemory<byte> frame);

    /// <summary>A frame of a stream, for the page; an empty one was lost.</summary>
    ReadOnlyMemory<byte> ToPage(uint stream, ReadOnlyMemory<byte> opus);
}

/// <summary>The browser does it.</summary>
internal sealed class OpusPageSound : IPageSound
{
    public ReadOnlyMemory<byte> FromPage(ReadOnlyMemory<byte> frame) => frame;

    public ReadOnlyMemory<byte> ToPage(uint stream, ReadOnlyMemory<byte> opus) => opus;

    public void Dispose()
    {
    }
}

/// <summary>For a browser without WebCodecs: plain samples, 16 bits, little endian, mono at 48 kHz.</summary>
internal sealed class PcmPageSound : IPageSound
{
    /// <summary>Whoever comes back has a new stream: so many decoders, then all begin anew.</summary>
    private const int MostStreams = 64;

    private readonly OpusEncoder _encoder = new();
    private readonly Dictionary<uint, OpusDecoder> _decoders = [];
    private readonly short[] _samples = new short[OpusDecoder.MostSamples];

    public ReadOnlyMemory<byte> FromPage(ReadOnlyMemory<byte> frame) => _encoder.Encode(MemoryMarshal.Cast<byte, short>(frame.Span));

    public ReadOnlyMemory<byte> ToPage(uint stream, ReadOnlyMemory<byte> opus)
    {
        var decoder = DecoderOf(stream);
        return MemoryMarshal.AsBytes(_samples.AsSpan(0, Decode(decoder, opus.Span))).ToArray();
    }

    public void Dispose()
    {
        _encoder.Dispose();
        Forget();
    }

    private int Decode(OpusDecoder decoder, ReadOnlySpan<byte> opus)
    {
        try
        {
            return opus.IsEmpty ? decoder.Conceal(_samples) : decoder.Decode(opus, _samples);
        }
        catch (SpeechException)
        {
            // A packet that is none sounds like one that did not come.
            return decoder.Conceal(_samples);
        }
    }

    private OpusDecoder DecoderOf(uint stream)
    {
        if (_decoders.TryGetValue(stream, out var known))
            return known;
        if (_decoders.Count == MostStreams)
            Forget();
        return _decoders[stream] = new OpusDecoder();
    }

    private void Forget()
    {
        foreach (var decoder in _decoders.Values)
            decoder.Dispose();
        _decoders.Clear();
    }
}
