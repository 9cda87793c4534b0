using System.Runtime.InteropServices;
using HydraBot.Memory.Embeddings;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Cache;

/// <summary>Answers that were given before, found by the same words, or by other words that mean the same. In memory alone.</summary>
/// <remarks>
/// Each entry has a line of its own that it learns (Schroeder et al., "vCache: Verified Semantic Prompt Caching", 2025, has the idea): a similar
/// question gets the answer only where the chance that it is right is at least one minus the stated bound.
/// </remarks>
internal sealed class SemanticCache(WordVectors vectors, IOptions<InferenceOptions> options, TimeProvider time)
{
    /// <summary>How many of the nearest are looked at closely.</summary>
    private const int Near = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<(UInt128 Context, string Text), CacheEntry> _exact = [];
    private readonly Dictionary<(UInt128 Context, string Particulars), CacheBucket> _buckets = [];
    private readonly Dictionary<long, CacheEntry> _byId = [];
    private readonly PriorityQueue<CacheEntry, long> _byUse = new();
    private long _next, _clock, _size;

    public CacheCounts Counts { get; } = new();

    private CacheOptions Options => options.Value.Cache;

    /// <summary>How many answers are kept, and the room they take in bytes.</summary>
    public (int Entries, long Bytes) Size
    {
        get
        {
            lock (_gate)
                return (_byId.Count, _size);
        }
    }

    /// <summary>Looks for an answer. Never null: what was not found still tells which entry is nearest, so that it can learn.</summary>
    public CacheLook Look(CacheQuestion question, bool streamed)
    {
        if (Find(question.Context, Normal(question.Text), streamed) is { } same)
            return new CacheLook(question, null, null) { Hit = same, Exact = true };
        if (!question.MaySimilar || !Options.Similar)
            return new CacheLook(question, null, null);

        var reading = Particulars.Read(question.Text, vectors);
        var vector = vectors.Embed(reading.Words);
        var look = new CacheLook(question, reading, vector);
        return Nearest(question, reading, vector, streamed) is var (entry, odds)
            ? look with { Hit = entry.Reaches(odds, Options.ErrorBound) ? entry : null, Nearest = entry, Odds = odds }
            : look;
    }

    /// <summary>Keeps an answer.</summary>
    public CacheEntry Keep(CacheLook look, Action<CacheEntry> fill)
    {
        var reading = look.Reading ?? Particulars.Read(look.Question.Text, vectors);
        var vector = look.Vector ?? vectors.Embed(reading.Words);
        lock (_gate)
        {
            var key = (look.Question.Context, Normal(look.Question.Text));
            if (_exact.TryGetValue(key, out var entry) && !IsOld(entry))
            {
                _size -= entry.Size;
            }
            else
            {
                if (entry is not null)
                    Remove(entry);
                entry = new CacheEntry(++_next, look.Question, reading, vector, time.GetUtcNow());
                _exact[key] = entry;
                _byId[entry.Id] = entry;
                if (look.Question.MaySimilar)
                    (CollectionsMarshal.GetValueRefOrAddDefault(_buckets, (look.Question.Context, reading.Particulars), out _) ??= new CacheBucket()).Add(entry);
            }

            fill(entry);
            _size += entry.Size;
            Touch(entry);
            Shrink();
            return entry;
        }
    }

    /// <summary>Somebody said that an answer from here was right or wrong for a question this like.</summary>
    public void Teach(long id, double? odds, bool right)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var entry))
                return;
            if (odds is { } known)
                entry.Observe(known, right);
            else if (!right)
                Remove(entry); // It was asked in these very words: the answer itself is bad.
        }

        if (!right)
            Counts.Wrong();
    }

    /// <summary>Forgets all, or what one scope asked.</summary>
    public int Forget()
    {
        lock (_gate)
        {
            var count = _byId.Count;
            _exact.Clear();
            _buckets.Clear();
            _byId.Clear();
            _byUse.Clear();
            _size = 0;
            return count;
        }
    }

    private CacheEntry? Find(UInt128 context, string text, bool streamed)
    {
        lock (_gate)
        {
            if (!_exact.TryGetValue((context, text), out var entry))
                return null;
            if (IsOld(entry))
            {
                Remove(entry);
                return null;
            }

            if (!Serves(entry, streamed))
                return null;
            Touch(entry);
            return entry;
        }
    }

    private (CacheEntry Entry, double Odds)? Nearest(CacheQuestion question, Reading reading, float[] vector, bool streamed)
    {
        IReadOnlyList<CacheEntry> nearest;
        lock (_gate)
        {
            if (!_buckets.TryGetValue((question.Context, reading.Particulars), out var bucket))
                return null;
            nearest = bucket.Nearest(vector, Near);
        }

        var asked = new AskedWords(reading, vectors);
        (CacheEntry, double)? best = null;
        foreach (var entry in nearest)
        {
            if (IsOld(entry) || !Serves(entry, streamed))
                continue;
            var odds = Likeness.Of(asked, entry.Reading);
            if (best is null || odds > best.Value.Item2)
                best = (entry, odds);
        }

        return best;
    }

    private static bool Serves(CacheEntry entry, bool streamed) => streamed ? entry.Streamed is not null || entry.Whole is not null : entry.Whole is not null;

    private bool IsOld(CacheEntry entry) => time.GetUtcNow() - entry.MadeAt > Options.Lifetime;

    private void Touch(CacheEntry entry)
    {
        entry.UsedAt = ++_clock;
        _byUse.Enqueue(entry, entry.UsedAt);
    }

    /// <summary>The queue holds an entry once for each use; only the newest counts.</summary>
    private void Shrink()
    {
        while ((_byId.Count > Options.Entries || _size > Options.SizeMb * 1024L * 1024L || _byUse.Count > (2 * _byId.Count) + 1000) && _byUse.TryDequeue(out var entry, out var usedAt))
        {
            if (entry.UsedAt != usedAt)
                continue;
            if (_byId.Count > Options.Entries || _size > Options.SizeMb * 1024L * 1024L)
                Remove(entry);
            else
                Touch(entry);
        }
    }

    private void Remove(CacheEntry entry)
    {
        if (!_byId.Remove(entry.Id))
            return;
        _size -= entry.Size;
        _exact.Remove((entry.Question.Context, Normal(entry.Question.Text)));
        if (_buckets.TryGetValue((entry.Question.Context, entry.Reading.Particulars), out var bucket) && bucket.Remove(entry))
            _buckets.Remove((entry.Question.Context, entry.Reading.Particulars));
    }

    /// <summary>Spaces between words say nothing; everything else may.</summary>
    private static string Normal(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What a look-up found.</summary>
internal sealed record CacheLook(CacheQuestion Question, Reading? Reading, float[]? Vector)
{
    /// <summary>The answer to give; null where there is none.</summary>
    public CacheEntry? Hit { get; init; }

    /// <summary>It was asked in the same words.</summary>
    public bool Exact { get; init; }

    /// <summary>The most alike, whether or not it is alike enough.</summary>
    public CacheEntry? Nearest { get; init; }

    /// <summary>How alike.</summary>
    public double? Odds { get; init; }
}
