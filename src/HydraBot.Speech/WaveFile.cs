using System.Buffers.Binary;

namespace HydraBot.Speech;

/// <summary>RIFF WAVE, 16-bit PCM, mono: what speech servers and processes exchange.</summary>
public static class WaveFile
{
    private const int HeaderSize = 44;

    /// <summary>Writes a file of 44 bytes of header and the samples.</summary>
    public static byte[] Write(Sound sound)
    {
        var size = sound.Samples.Length * 2;
        var file = new byte[HeaderSize + size];
        var span = file.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], 36 + size);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], sound.Rate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], sound.Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], size);
        PcmBytes.Write(sound.Samples.Span, span[HeaderSize..]);
        return file;
    }

    /// <summary>
    /// Reads a file; further channels are mixed into one. Sizes that a program could not know while it wrote to a pipe (0 or -1) mean all that follows.
    /// </summary>
    /// <exception cref="SpeechException">It is not 16-bit PCM in a RIFF file.</exception>
    public static Sound Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            throw new SpeechException("That is not a WAVE file.");
        int rate = 0, channels = 0;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var name = file.Slice(at, 4);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var rest = file[(at + 8)..];
            if (name.SequenceEqual("fmt "u8) && rest.Length >= 16)
            {
                if (BinaryPrimitives.ReadInt16LittleEndian(rest) is not (1 or -2) || BinaryPrimitives.ReadInt16LittleEndian(rest[14..]) != 16)
                    throw new SpeechException("The WAVE file is not 16-bit PCM.");
                (channels, rate) = (BinaryPrimitives.ReadInt16LittleEndian(rest[2..]), BinaryPrimitives.ReadInt32LittleEndian(rest[4..]));
            }
            else if (name.SequenceEqual("data"u8))
            {
                if (rate is < 1 or > 768_000 || channels is < 1 or > 16)
                    throw new SpeechException("The WAVE file does not say its rate and channels.");
                var data = size is 0 or > int.MaxValue || size > rest.Length ? rest : rest[..(int)size];
                return new Sound(PcmBytes.Mix(PcmBytes.Read(data), channels), rate);
            }
            at = (int)Math.Min(int.MaxValue - 8L, at + 8L + size + (size & 1));
        }
        throw new SpeechException("The WAVE file has no sound in it.");
    }
}
