using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>An array as NumPy stores it, of little-endian floats of 32 or 16 bits. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html</summary>
internal static partial class NumpyArray
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="SpeechException">It is no such array; the message names the file.</exception>
    public static float[] Read(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length < 12 || !bytes[..6].SequenceEqual(Magic))
            throw new SpeechException($"{file} is no NumPy array.");
        var (start, length) = bytes[6] == 1 ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])) : (12, (int)Math.Min(int.MaxValue / 2, BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])));
        if (start + length > bytes.Length)
            throw new SpeechException($"{file} ends within its header.");
        var header = Encoding.Latin1.GetString(bytes.Slice(start, length));
        var type = Type().Match(header).Groups[1].Value;
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal) || type is not ("<f4" or "<f2"))
            throw new SpeechException($"{file} is an array of '{type}'; <f4 or <f2 in C order was expected.");
        var count = Shape().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Aggregate(1L, (product, size) => product * long.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture));
        var data = bytes[(start + length)..];
        var size = type == "<f4" ? 4 : 2;
        return count * size <= data.Length
            ? Floats(data[..(int)(count * size)], size)
            : throw new SpeechException($"{file} has {data.Length} bytes of numbers; {count * size} were expected.");
    }

    /// <summary>Numbers of 4 or 2 bytes.</summary>
    public static float[] Floats(ReadOnlySpan<byte> data, int size)
    {
        var floats = new float[data.Length / size];
        for (var i = 0; i < floats.Length; i++)
            floats[i] = size == 4 ? BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]) : (float)BinaryPrimitives.ReadHalfLittleEndian(data[(2 * i)..]);
        return floats;
    }

    [GeneratedRegex("'descr': *'([^']+)'")]
    private static partial Regex Type();

    [GeneratedRegex(@"'shape': *\(([\d, ]*)\)")]
    private static partial Regex Shape();
}
