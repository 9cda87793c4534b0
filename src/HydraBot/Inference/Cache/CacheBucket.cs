using System.Numerics;
using System.Numerics.Tensors;

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
    private ulong[] _sketches = [];
    private byte[] _distances = [];
    private float[]? _planes;

    public void Add(CacheEntry entry)
    {
        if (_sketches.Length == _entries.Count)
            Array.Resize(ref _sketches, Math.Max(4, _sketches.Length * 2));
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
            _entries.RemoveAt(_entries.Count - 1);
        }

        return _entries.Count == 0;
    }

    /// <summary>The nearest, best first.</summary>
    public IReadOnlyList<CacheEntry> Nearest(float[] vector, int count)
    {
        IEnumerable<CacheEntry> considered = _entries.Count <= Considered ? _entries : Few(Sketch(vector));
        return [.. considered.OrderByDescending(entry => TensorPrimitives.Dot<float>(entry.Vector, vector)).Take(count)];
    }

    private List<CacheEntry> Few(ulong sketch)
    {
        if (_distances.Length < _entries.Count)
            _distances = new byte[_sketches.Length];
        Span<int> histogram = stackalloc int[Planes + 1];
        histogram.Clear();
        for (var at = 0; at < _entries.Count; at++)
        {
            var distance = BitOperations.PopCount(_sketches[at] ^ sketch);
            _distances[at] = (byte)distance;
            histogram[distance]++;
        }

        var (most, sum) = (0, histogram[0]);
        while (most < Planes && sum + histogram[most + 1] <= Considered)
            sum += histogram[++most];
        var few = new List<CacheEntry>(Considered);
        for (var at = 0; at < _entries.Count; at++)
        {
            if (_distances[at] <= most)
                few.Add(_entries[at]);
        }

        return few;
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
