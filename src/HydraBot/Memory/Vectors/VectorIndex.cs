using System.Buffers;
using System.Numerics.Tensors;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Nearest vectors in this process: what one bit a number says of all rows decides which are looked at in bytes, and these, which are compared in full. Filters narrow before anything is compared.
/// </summary>
internal sealed class VectorIndex : IVectorStore, IDisposable
{
    /// <summary>Fewer rows are all compared in full, which is as fast.</summary>
    private const int LeastCoded = 4096;

    /// <summary>So many standard deviations an estimate may lie below the truth: of a hundred neighbours, one lies lower, and most of those are nearer than the last.</summary>
    private const float Deviations = 2.3f;

    /// <summary>How many of the best estimates are compared first, which shows how near the nearest are: so many times what is wanted.</summary>
    private const int First = 32;

    /// <summary>Where fewer than one in so many fit the filter, looking at them in bytes costs less than estimating all.</summary>
    private const int Share = 8;

    /// <summary>How finely estimates are told apart when the best are chosen.</summary>
    private const int Levels = 4096;

    private readonly Dictionary<Guid, int> _places = [];
    private readonly List<VectorPoint?> _points = [];
    private readonly ReaderWriterLockSlim _gate = new();
    private float[] _numbers = [];
    private ByteRows _bytes = new(0);
    private SignCodes? _codes;
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
                _bytes.Clear(place);
                _codes?.Clear(place);
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
        var question = new Question(Unit(query), limit);
        // Rented: a search of many would leave the collector a list as long each time.
        var rented = ArrayPool<int>.Shared.Rent(_points.Count);
        try
        {
            var places = Fitting(filter, rented);
            if (_codes is not null && places.Length > Math.Max(limit * First, _points.Count / Share))
            {
                CompareLikely(_codes, question, places);
            }
            else
            {
                foreach (var place in places)
                    Compare(question, place);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return [.. question.Nearest.UnorderedItems.Select(item => (_points[item.Element]!.Id, item.Priority)).OrderByDescending(one => one.Priority).ThenBy(one => one.Id)];
    }

    private static bool Fits(VectorPoint point, VectorFilter filter) =>
        (filter.Audiences is null || filter.Audiences.Contains(point.Audience))
        && (filter.Tiers.Count == 0 || filter.Tiers.Contains(point.Tier))
        && (filter.From is not { } from || point.OccurredAt >= from)
        && (filter.To is not { } to || point.OccurredAt <= to)
        && filter.Tags.All(tag => point.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase));

    private ReadOnlySpan<int> Fitting(VectorFilter filter, int[] into)
    {
        var count = 0;
        var all = filter == VectorFilter.None;
        for (var place = 0; place < _points.Count; place++)
        {
            if (_points[place] is { } point && (all || Fits(point, filter)))
                into[count++] = place;
        }

        return into.AsSpan(0, count);
    }

    private void Compare(Question question, int place)
    {
        if (_bytes.AtMost(place, question.Bytes) > question.Last)
            question.Found(place, TensorPrimitives.Dot(question.Unit, Row(place)));
    }

    /// <summary>Compares the best by their estimates, and then all that may be nearer than the last that was found.</summary>
    private void CompareLikely(SignCodes codes, Question question, ReadOnlySpan<int> places)
    {
        var estimates = ArrayPool<float>.Shared.Rent(_points.Count);
        try
        {
            var doubt = Deviations * codes.Estimate(question.Unit, estimates.AsSpan(0, _points.Count));
            var best = Best(places, estimates, question.Limit * First);
            foreach (var place in places)
            {
                if (Level(estimates[place]) >= best)
                    Compare(question, place);
            }

            foreach (var place in places)
            {
                if (estimates[place] + (doubt * codes.Doubt(place)) > question.Last && Level(estimates[place]) < best)
                    Compare(question, place);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(estimates);
        }
    }

    /// <summary>The level that the best by their estimates reach, at least so many of them.</summary>
    private static int Best(ReadOnlySpan<int> places, float[] estimates, int most)
    {
        var levels = new int[Levels];
        foreach (var place in places)
            levels[Level(estimates[place])]++;
        var best = Levels;
        for (var taken = 0; taken < most && best > 0;)
            taken += levels[--best];
        return best;
    }

    private static int Level(float estimate) => (int)((Math.Clamp(estimate, -1f, 1f) + 1) * ((Levels - 1) / 2f));

    private ReadOnlySpan<float> Row(int place) => _numbers.AsSpan(place * _dimensions, _dimensions);

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
            (_dimensions, _bytes) = (point.Vector.Length, new ByteRows(point.Vector.Length));
        if (point.Vector.Length != _dimensions)
            throw new ArgumentException($"The vector has {point.Vector.Length} numbers, and those here have {_dimensions}.", nameof(point));
        if (!_places.TryGetValue(point.Id, out var place))
        {
            place = _places[point.Id] = _points.Count;
            _points.Add(null);
            if (_numbers.Length < (place + 1) * _dimensions)
                Array.Resize(ref _numbers, Math.Max(1024, place + (place / 2)) * _dimensions);
        }

        Unit(point.Vector.Span).CopyTo(_numbers.AsSpan(place * _dimensions));
        _bytes.Put(place, Row(place));
        if (_codes is not null)
            _codes.Put(place, Row(place));
        else if (_points.Count == LeastCoded)
            Encode();
        _points[place] = point with { Vector = default };
    }

    /// <summary>From here on signs are kept; what is there now says where the middle is.</summary>
    private void Encode()
    {
        _codes = new SignCodes(_dimensions, _numbers.AsSpan(0, _points.Count * _dimensions));
        for (var place = 0; place < _points.Count; place++)
            _codes.Put(place, Row(place));
    }

    /// <summary>A search under way.</summary>
    private sealed class Question(float[] unit, int limit)
    {
        public float[] Unit => unit;

        public int Limit => limit;

        public short[] Bytes { get; } = ByteRows.Question(unit);

        public PriorityQueue<int, float> Nearest { get; } = new(limit + 1);

        /// <summary>How near the last of those is that were found; nothing is too far while there are too few.</summary>
        public float Last { get; private set; } = float.NegativeInfinity;

        public void Found(int place, float similarity)
        {
            if (Nearest.Count < limit)
                Nearest.Enqueue(place, similarity);
            else
                Nearest.EnqueueDequeue(place, similarity);
            if (Nearest.Count == limit && Nearest.TryPeek(out _, out var last))
                Last = last;
        }
    }
}
