using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Signs of many vectors, laid so that one instruction looks up four signs of sixteen vectors: thirty-two vectors make a block, in which their first four signs lie side by side, then their next
/// four (fast scan: André, Kermarrec and Le Scouarnec, "Cache locality is not enough", VLDB 2015).
/// </summary>
/// <param name="fours">How many times four signs a vector has; a multiple of four.</param>
internal sealed class SignBlocks(int fours)
{
    /// <summary>Vectors of a block: each byte holds four signs of one and four of another.</summary>
    public const int Rows = 2 * Half;

    /// <summary>The most that four numbers of a question may come to: four of such sums fit in a byte.</summary>
    public const int MostOfFour = byte.MaxValue / Together;

    private const int Half = 16;
    private const int Together = 4;
    private const int Low = 0xF;

    private byte[] _bytes = [];

    public void Put(int place, ReadOnlySpan<ulong> signs)
    {
        var (block, row) = Math.DivRem(place, Rows);
        var least = (block + 1) * fours * Half;
        if (_bytes.Length < least)
            Array.Resize(ref _bytes, Math.Max(least, (block + (block / 2) + Rows) * fours * Half));
        var shift = row < Half ? 0 : 4;
        for (var four = 0; four < fours; four++)
        {
            ref var at = ref _bytes[(((block * fours) + four) * Half) + (row % Half)];
            at = (byte)((at & ~(Low << shift)) | ((int)(signs[four / Half] >> (four % Half * 4)) & Low) << shift);
        }
    }

    /// <summary>The sums of a question's numbers where the vectors of a block have a sign.</summary>
    /// <param name="sums">For each four signs, the sixteen sums that they may come to.</param>
    public void Sum(int block, ReadOnlySpan<byte> sums, Span<ushort> into)
    {
        var bytes = _bytes.AsSpan(block * fours * Half, fours * Half);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, bytes.Length);
        ref var signs = ref MemoryMarshal.GetReference(bytes);
        ref var known = ref MemoryMarshal.GetReference(sums);
        Vector128<ushort> first = default, second = default, third = default, fourth = default;
        for (nuint at = 0; at < (nuint)bytes.Length; at += Together * Half)
        {
            var (lowerOne, upperOne) = LookUp(ref signs, ref known, at);
            var (lowerTwo, upperTwo) = LookUp(ref signs, ref known, at + Half);
            var (lowerThree, upperThree) = LookUp(ref signs, ref known, at + (2 * Half));
            var (lowerFour, upperFour) = LookUp(ref signs, ref known, at + (3 * Half));
            var lower = lowerOne + lowerTwo + lowerThree + lowerFour;
            var upper = upperOne + upperTwo + upperThree + upperFour;
            first += Vector128.WidenLower(lower);
            second += Vector128.WidenUpper(lower);
            third += Vector128.WidenLower(upper);
            fourth += Vector128.WidenUpper(upper);
        }

        first.CopyTo(into);
        second.CopyTo(into[8..]);
        third.CopyTo(into[16..]);
        fourth.CopyTo(into[24..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<byte> Lower, Vector128<byte> Upper) LookUp(ref byte signs, ref byte known, nuint at)
    {
        var (both, sums) = (Vector128.LoadUnsafe(ref signs, at), Vector128.LoadUnsafe(ref known, at));
        return (Vector128.ShuffleNative(sums, both & Vector128.Create((byte)Low)), Vector128.ShuffleNative(sums, both >>> 4));
    }
}
