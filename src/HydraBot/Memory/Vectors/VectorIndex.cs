using System.Numerics.Tensors;
using HydraBot.Memory.Retrieval;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Nearest vectors in this process: all rows are compared in one byte a number, and the best are compared again in full. Filters narrow before
/// anything is compared.
/// </summary>
internal sealed class VectorIndex : IVectorStore, IDisposable
{
    /// <summary>How many times the wanted number is compared again: bytes alone misplace one in fifty.</summary>
    private const int Rescored = 8;

    private const int LeastRescored = 100;

    private readonly Dictionary<Guid, int> _places = [];
    private readonly List<VectorPoint?> _points = [];
    private readonly ReaderWriterLockSlim _gate = new();
    private sbyte[] _bytes = [];
    private float[] _numbers = [];
    private float[] _scales = [];
    private int _dimensions;

    public string Name => "vectors";

    public int Count => _places.Count;

    public Task UpsertAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken)
    {
        _gate.EnterWriteLock();
        try
        {
            foreach (var point in points)
                Put(point);
        }
        finally
        {
            _gate.ExitWriteLock();
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        _gate.EnterWriteLock();
        try
        {
            foreach (var id in ids)
            {
                if (!_places.Remove(id, out var place))
                    continue;
                _points[place] = null;
                _numbers.AsSpan(place * _dimensions, _dimensions).Clear();
                _bytes.AsSpan(place * _dimensions, _dimensions).Clear();
            }
        }
        finally
        {
            _gate.ExitWriteLock();
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(Guid Id, float Similarity)>> SearchAsync(ReadOnlyMemory<float> query, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        _gate.EnterReadLock();
        try
        {
            return Task.FromResult(query.Length == _dimensions ? Search(query.Span, filter, limit) : []);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>The nearest of all, without a lock: for whoever measures.</summary>
    internal IReadOnlyList<(Guid Id, float Similarity)> Search(ReadOnlySpan<float> query, VectorFilter filter, int limit)
    {
        var unit = Unit(query);
        var wide = new short[_dimensions];
        for (var at = 0; at < wide.Length; at++)
            wide[at] = (short)MathF.Round(unit[at] * 1024);
        var most = Math.Max(LeastRescored, limit * Rescored);
        var rough = new PriorityQueue<int, float>(most + 1);
        var least = float.MinValue;
        var all = filter == VectorFilter.None;
        for (var place = 0; place < _points.Count; place++)
        {
            if (_points[place] is not { } point || !(all || Fits(point, filter)))
                continue;
            var similarity = GistArm.Dot(_bytes.AsSpan(place * _dimensions, _dimensions), wide) * _scales[place];
            if (rough.Count == most && similarity <= least)
                continue;
            if (rough.Count == most)
                rough.DequeueEnqueue(place, similarity);
            else
                rough.Enqueue(place, similarity);
            if (rough.Count == most && rough.TryPeek(out _, out var lowest))
                least = lowest;
        }

        return
        [
            .. rough.UnorderedItems
                .Select(item => (_points[item.Element]!.Id, Similarity: TensorPrimitives.Dot<float>(unit, _numbers.AsSpan(item.Element * _dimensions, _dimensions))))
                .OrderByDescending(one => one.Similarity).ThenBy(one => one.Id)
                .Take(limit),
        ];
    }

    private static bool Fits(VectorPoint point, VectorFilter filter) =>
        (filter.Audiences is null || filter.Audiences.Contains(point.Audience))
        && (filter.Tiers.Count == 0 || filter.Tiers.Contains(point.Tier))
        && (filter.From is not { } from || point.OccurredAt >= from)
        && (filter.To is not { } to || point.OccurredAt <= to)
        && filter.Tags.All(tag => point.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private static float[] Unit(ReadOnlySpan<float> vector)
    {
        var unit = vector.ToArray();
        if (TensorPrimitives.Norm<float>(unit) is > 0 and var norm)
            TensorPrimitives.Divide<float>(unit, norm, unit);
        return unit;
    }

    private void Put(VectorPoint point)
    {
        if (_dimensions == 0)
            _dimensions = point.Vector.Length;
        if (point.Vector.Length != _dimensions)
            throw new ArgumentException($"The vector has {point.Vector.Length} numbers, and those here have {_dimensions}.", nameof(point));
        if (!_places.TryGetValue(point.Id, out var place))
        {
            place = _places[point.Id] = _points.Count;
            _points.Add(null);
            if (_scales.Length <= place)
            {
                var size = Math.Max(1024, place + (place / 2));
                Array.Resize(ref _scales, size);
                Array.Resize(ref _bytes, size * _dimensions);
                Array.Resize(ref _numbers, size * _dimensions);
            }
        }

        var unit = Unit(point.Vector.Span);
        unit.CopyTo(_numbers.AsSpan(place * _dimensions));
        var most = Math.Max(1e-9f, TensorPrimitives.MaxMagnitude<float>(unit) is var extreme ? MathF.Abs(extreme) : 0);
        _scales[place] = most / (127 * 1024f);
        for (var at = 0; at < unit.Length; at++)
            _bytes[(place * _dimensions) + at] = (sbyte)MathF.Round(unit[at] / most * 127);
        _points[place] = point with { Vector = default };
    }
}
