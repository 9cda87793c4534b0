using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Cache;

/// <summary>What came of look-ups since the start.</summary>
internal sealed class CacheCounts
{
    private readonly Lock _gate = new();
    private long _exact, _similar, _misses, _uncacheable, _explored, _disagreed, _wrong, _tokens, _ms;
    private decimal _cost;

    public void Hit(bool exact, CacheEntry entry)
    {
        lock (_gate)
        {
            _exact += exact ? 1 : 0;
            _similar += exact ? 0 : 1;
            _tokens += entry.Tokens;
            _cost += entry.Cost;
            _ms += (long)entry.Took.TotalMilliseconds;
        }
    }

    public void Missed() => Interlocked.Increment(ref _misses);

    public void Passed() => Interlocked.Increment(ref _uncacheable);

    /// <summary>A question was near an entry and was asked of a model; now it is known whether the entry's answer would have done.</summary>
    public void Explored(bool agreed)
    {
        Interlocked.Increment(ref _explored);
        if (!agreed)
            Interlocked.Increment(ref _disagreed);
    }

    /// <summary>Somebody said 👎 to an answer from here.</summary>
    public void Wrong() => Interlocked.Increment(ref _wrong);

    /// <summary>All of it at this moment.</summary>
    public CacheStatus Status(int entries, long bytes, CacheOptions options)
    {
        lock (_gate)
        {
            var hits = _exact + _similar;
            var looked = hits + _misses;
            return new CacheStatus(
                options.Enabled, entries, bytes, options.ErrorBound, hits, _exact, _similar, _misses, _uncacheable, looked == 0 ? 0 : Math.Round((double)hits / looked, 4), _explored, _disagreed, _wrong,
                new CacheSavings(hits, _tokens, _cost, _ms));
        }
    }
}

/// <summary>How the cache does.</summary>
/// <param name="Enabled">Whether answers are kept.</param>
/// <param name="Entries">How many are.</param>
/// <param name="Bytes">The room they take.</param>
/// <param name="ErrorBound">The share of similar hits that may be wrong.</param>
/// <param name="Hits">Answers given again.</param>
/// <param name="ExactHits">Of these, to the same words.</param>
/// <param name="SimilarHits">Of these, to other words that mean the same.</param>
/// <param name="Misses">Questions that a model was asked.</param>
/// <param name="Passed">Questions whose answers are not kept: about this moment, with pictures, ...</param>
/// <param name="HitRate">Hits of all look-ups.</param>
/// <param name="Explored">Misses near an entry, from which it learned.</param>
/// <param name="Disagreed">Of these, where its answer would not have done.</param>
/// <param name="Wrong">Answers from here that somebody said 👎 to.</param>
/// <param name="Savings">What was not spent.</param>
internal sealed record CacheStatus(
    bool Enabled, int Entries, long Bytes, double ErrorBound, long Hits, long ExactHits, long SimilarHits, long Misses, long Passed, double HitRate, long Explored, long Disagreed, long Wrong, CacheSavings Savings);

/// <summary>What hits saved.</summary>
/// <param name="Requests">Questions that no model was asked.</param>
/// <param name="Tokens">Tokens that no model read or wrote.</param>
/// <param name="Dollars">What these would have cost.</param>
/// <param name="Milliseconds">How long they took the first time.</param>
internal sealed record CacheSavings(long Requests, long Tokens, decimal Dollars, long Milliseconds);
