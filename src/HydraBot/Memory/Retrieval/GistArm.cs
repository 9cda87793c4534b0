using System.Numerics;
using System.Runtime.Intrinsics;

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
        if (part.Narrowed is { } narrowed)
        {
            foreach (var memory in narrowed)
                ScoreOne(gists, memory, numbers, Scale, scratch);
        }
        else
        {
            for (var memory = 0; memory < index.Columns.Count; memory++)
                ScoreOne(gists, memory, numbers, Scale, scratch);
        }
    }

    private static void ScoreOne(sbyte[] gists, int memory, short[] query, float scale, SearchScratch scratch)
    {
        if (scratch.Eligible[memory])
            scratch.Gist[memory] = Dot(gists.AsSpan(memory * query.Length, query.Length), query) * scale;
    }

    /// <summary>Products of bytes and shorts in 32 bits.</summary>
    public static int Dot(ReadOnlySpan<sbyte> bytes, ReadOnlySpan<short> shorts)
    {
        var sum = 0;
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var total = Vector256<int>.Zero;
            for (; at + 16 <= bytes.Length; at += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.Create(bytes.Slice(at, 16)));
                var wide = Vector256.Create(low, high);
                var other = Vector256.Create(shorts.Slice(at, 16));
                total += System.Runtime.Intrinsics.X86.Avx2.IsSupported
                    ? System.Runtime.Intrinsics.X86.Avx2.MultiplyAddAdjacent(wide, other)
                    : Vector256.WidenLower(wide) * Vector256.WidenLower(other) + (Vector256.WidenUpper(wide) * Vector256.WidenUpper(other));
            }

            sum = Vector256.Sum(total);
        }

        for (; at < bytes.Length; at++)
            sum += bytes[at] * shorts[at];
        return sum;
    }
}
