using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HydraBot.Memory.Retrieval;

/// <summary>The cosine of the query's mean vector with each memory's.</summary>
internal static class GistArm
{
    public static void Score(MemoryIndex index, SearchedPart part, float[] query, SearchScratch scratch)
    {
        var numbers = new short[query.Length];
        for (var at = 0; at < query.Length; at++)
            numbers[at] = (short)MathF.Round(query[at] * 512);
        if (numbers.AsSpan().IndexOfAnyExcept((short)0) < 0)
            return;
        var gists = index.Columns.Gist;
        const float Scale = 1 / (512f * MemoryIndex.GistScale);
        scratch.IsGistSpread = part.Count < Matching.Large;
        if (part.Count >= Matching.Large)
        {
            // In a large store the gist orders what words have found; alone it finds nothing that is worth the time.
            foreach (var memory in scratch.Touched)
                ScoreOne(gists, memory, numbers, Scale, part, scratch);
        }
        else if (part.Narrowed is { } narrowed)
        {
            foreach (var memory in narrowed)
                ScoreOne(gists, memory, numbers, Scale, part, scratch);
        }
        else
        {
            for (var memory = 0; memory < index.Columns.Count; memory++)
                ScoreOne(gists, memory, numbers, Scale, part, scratch);
        }
    }

    private static void ScoreOne(sbyte[] gists, int memory, short[] query, float scale, SearchedPart part, SearchScratch scratch)
    {
        if (part.Eligible[memory])
            scratch.Gist[memory] = Dot(gists.AsSpan(memory * query.Length, query.Length), query) * scale;
    }

    /// <summary>Products of bytes and shorts in 32 bits, as many at once as the processor can.</summary>
    public static int Dot(ReadOnlySpan<sbyte> bytes, ReadOnlySpan<short> shorts)
    {
        var (sum, at) = (0, 0);
        ref var b = ref MemoryMarshal.GetReference(bytes);
        ref var s = ref MemoryMarshal.GetReference(shorts);
        if (Avx512BW.IsSupported && bytes.Length >= 64)
        {
            var total = Vector512<int>.Zero;
            for (; at + 32 <= bytes.Length; at += 32)
                total += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref b, (nuint)at)), Vector512.LoadUnsafe(ref s, (nuint)at));
            sum = Vector512.Sum(total);
        }

        if (Avx2.IsSupported)
        {
            var total = Vector256<int>.Zero;
            for (; at + 16 <= bytes.Length; at += 16)
                total += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref b, (nuint)at)), Vector256.LoadUnsafe(ref s, (nuint)at));
            sum += Vector256.Sum(total);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            // Arm among others.
            var total = Vector128<int>.Zero;
            for (; at + 8 <= bytes.Length; at += 8)
            {
                var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector64.LoadUnsafe(ref b, (nuint)at).ToVector128Unsafe()));
                var (first, second) = Vector128.Widen(Vector128.LoadUnsafe(ref s, (nuint)at));
                total += (low * first) + (high * second);
            }

            sum = Vector128.Sum(total);
        }

        for (; at < bytes.Length; at++)
            sum += bytes[at] * shorts[at];
        return sum;
    }
}
