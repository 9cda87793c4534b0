using System.Buffers.Binary;

namespace HydraBot.Speech;

/// <summary>16-bit little-endian samples as bytes.</summary>
internal static class PcmBytes
{
    public static byte[] Write(ReadOnlySpan<short> samples)
    {
        var bytes = new byte[samples.Length * 2];
        Write(samples, bytes);
        return bytes;
    }

    public static void Write(ReadOnlySpan<short> samples, Span<byte> bytes)
    {
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(i * 2)..], samples[i]);
    }

    /// <summary>Half a sample at the end is left out.</summary>
    public static short[] Read(ReadOnlySpan<byte> bytes)
    {
        var samples = new short[bytes.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(i * 2)..]);
        return samples;
    }

    public static short[] Mix(short[] interleaved, int channels)
    {
        if (channels == 1)
            return interleaved;
        var mono = new short[interleaved.Length / channels];
        for (var i = 0; i < mono.Length; i++)
        {
            var sum = 0;
            for (var channel = 0; channel < channels; channel++)
                sum += interleaved[i * channels + channel];
            mono[i] = (short)(sum / channels);
        }
        return mono;
    }
}
