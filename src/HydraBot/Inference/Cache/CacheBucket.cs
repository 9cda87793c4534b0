using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HydraBot.Inference.Cache;

/// <summary>
/// Entries of one context whose particulars are equal. The nearest are found in two steps: 64 bits of each vector (on which side of 64 planes it
/// lies: Charikar, "Similarity estimation techniques", 2002) name a few hundred, and their vectors put these in order.
/// </summary>
internal sealed class CacheBucket
{
    private const int Planes = 64;
    private const int Considered = 256;

    private readonly List<CacheEntry> _entries = [];

    /// <summary>Beside the entries, so that a look at one does not begin with a look for it.</summary>
    private float[][] _vectors = [];
    private ulong[] _sketches = [];
    private byte[] _distances = [];
    private int[] _considered = [];
    private float[]? _planes;

    public void Add(CacheEntry entry)
    {
        if (_sketches.Length == _entries.Count)
        {
            Array.Resize(ref _sketches, Math.Max(4, _sketches.Length * 2));
            Array.Resize(ref _vectors, _sketches.Length);
        }

        _vectors[_entries.Count] = entry.Vector;
        _sketches[_entries.Count] = Sketch(entry.Vector);
        _entries.Add(entry);
    }

    /// <summary>True where none is left.</summary>
    public bool Remove(CacheEntry entry)
    {
        var at = _entries.IndexOf(entry);
        if (at >= 0)
        {
            _entries[at] = _entries[^1];
            _sketches[at] = _sketches[_entries.Count - 1];
            _vectors[at] = _vectors[_entries.Count - 1];
            _vectors[_entries.Count - 1] = [];
            _entries.RemoveAt(_entries.Count - 1);
        }

        return _entries.Count == 0;
    }

    /// <summary>The nearest, best first; of equals the one that came first.</summary>
    public IReadOnlyList<CacheEntry> Nearest(float[] vector, int count)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        if (_considered.Length < entries.Length)
            _considered = new int[_sketches.Length];
        var considered = entries.Length <= Considered ? All(entries.Length) : Few(Sketch(vector), entries.Length);
        Span<(float Likeness, int At)> best = stackalloc (float, int)[count];
        var found = 0;
        foreach (var at in considered)
        {
            var likeness = TensorPrimitives.Dot<float>(_vectors[at], vector);
            if (found == count && likeness <= best[^1].Likeness)
                continue;
            var place = found < count ? found++ : count - 1;
            for (; place > 0 && best[place - 1].Likeness < likeness; place--)
                best[place] = best[place - 1];
            best[place] = (likeness, at);
        }

        var nearest = new CacheEntry[found];
        for (var place = 0; place < found; place++)
            nearest[place] = entries[best[place].At];
        return nearest;
    }

    private ReadOnlySpan<int> All(int count)
    {
        for (var at = 0; at < count; at++)
            _considered[at] = at;
        return _considered.AsSpan(0, count);
    }

    /// <summary>Those whose sketches differ in the fewest bits, in their order: as many whole distances as there is room for.</summary>
    private ReadOnlySpan<int> Few(ulong sketch, int count)
    {
        if (_distances.Length < count)
            _distances = new byte[_sketches.Length];
        var distances = _distances.AsSpan(0, count);
        var sketches = _sketches.AsSpan(0, count);
        for (var at = 0; at < sketches.Length && at < distances.Length; at++)
            distances[at] = (byte)BitOperations.PopCount(sketches[at] ^ sketch);

        // The largest distance within which there are few enough, by halves; at least those that do not differ at all.
        var (most, beyond) = (0, Planes + 1);
        while (beyond - most > 1)
        {
            var middle = (most + beyond) / 2;
            (most, beyond) = Count(distances, (byte)middle) <= Considered ? (middle, beyond) : (most, middle);
        }

        return _considered.AsSpan(0, Within(distances, (byte)most));
    }

    private static int Count(ReadOnlySpan<byte> distances, byte most)
    {
        var (count, at) = (0, 0);
        var line = Vector256.Create(most);
        for (; at + Vector256<byte>.Count <= distances.Length; at += Vector256<byte>.Count)
            count += BitOperations.PopCount(Vector256.LessThanOrEqual(Vector256.Create(distances[at..]), line).ExtractMostSignificantBits());
        for (; at < distances.Length; at++)
            count += distances[at] <= most ? 1 : 0;
        return count;
    }

    /// <summary>Notes the places of all distances up to this; most stretches hold none, which is seen at one glance.</summary>
    private int Within(ReadOnlySpan<byte> distances, byte most)
    {
        var (found, at) = (0, 0);
        var line = Vector256.Create(most);
        for (; at + Vector256<byte>.Count <= distances.Length; at += Vector256<byte>.Count)
        {
            var near = Vector256.LessThanOrEqual(Vector256.Create(distances[at..]), line).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
                _considered[found++] = at + BitOperations.TrailingZeroCount(near);
        }

        for (; at < distances.Length; at++)
        {
            if (distances[at] <= most)
                _considered[found++] = at;
        }

        return found;
    }

    private ulong Sketch(float[] vector)
    {
        var planes = _planes ??= Make(vector.Length);
        var sketch = 0UL;
        for (var plane = 0; plane < Planes; plane++)
        {
            if (TensorPrimitives.Dot(planes.AsSpan(plane * vector.Length, vector.Length), vector) > 0)
                sketch |= 1UL << plane;
        }

        return sketch;
    }

    /// <summary>Always the same planes, so that a run can be repeated.</summary>
    private static float[] Make(int width)
    {
        var random = new Random(64);
        var planes = new float[Planes * width];
        for (var at = 0; at < planes.Length; at++)
            planes[at] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        return planes;
    }
}
