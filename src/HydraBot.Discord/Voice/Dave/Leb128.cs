namespace HydraBot.Discord.Voice.Dave;

/// <summary>Unsigned LEB128: seven bits a byte, the lowest first, the eighth saying that more follow.</summary>
internal static class Leb128
{
    private const int LongestUInt32 = 5;

    public static int Write(uint value, Span<byte> destination)
    {
        var size = 0;
        while (value >= 0x80)
        {
            destination[size++] = (byte)(value | 0x80);
            value >>= 7;
        }
        destination[size++] = (byte)value;
        return size;
    }

    /// <summary>False: broken off, or more than 32 bits.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out uint value)
    {
        ulong read = 0;
        for (var i = 0; i < source.Length && i < LongestUInt32; i++)
        {
            read |= (ulong)(source[i] & 0x7f) << (7 * i);
            if ((source[i] & 0x80) != 0)
                continue;
            value = (uint)read;
            source = source[(i + 1)..];
            return read <= uint.MaxValue;
        }
        value = 0;
        return false;
    }
}
