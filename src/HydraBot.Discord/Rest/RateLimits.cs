using System.Collections.Concurrent;

namespace HydraBot.Discord.Rest;

/// <summary>
/// Finds the bucket of a request: by route template until an answer names the bucket, by that name afterwards, always apart for each set
/// of major parameters. https://discord.com/developers/docs/topics/rate-limits
/// </summary>
internal sealed class RateLimits(GlobalRateLimit global, TimeSpan longestWait, TimeProvider time)
{
    private const int SweepAt = 1_000;

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, string Major), RateLimitBucket> _buckets = new();
    private int _sweepAt = SweepAt;

    /// <summary>Waits until the request may be sent; what comes back is to be left again. Null: this request has no bucket.</summary>
    public async Task<RateLimitBucket?> EnterAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var bucket = request.SkipsBuckets ? null : await EnterBucketAsync(request.Route, cancellationToken);
        if (request.IsInteraction)
            return bucket;
        try
        {
            await global.EnterAsync(cancellationToken);
            return bucket;
        }
        catch
        {
            bucket?.Leave();
            throw;
        }
    }

    /// <summary>Leaves the bucket with what the answer said.</summary>
    public void Leave(RestRequest request, RateLimitBucket? bucket, RateLimitHeaders headers)
    {
        if (headers is { IsGlobal: true, RetryAfter: { } wait } && !request.IsInteraction)
            global.Block(wait);
        if (bucket is null)
            return;

        bucket.Leave(headers);
        var route = request.Route;
        if (headers.Bucket is not { } name || (_names.TryGetValue(route.Key, out var known) && known == name))
            return;

        _names[route.Key] = name;
        var named = BucketOf(route);
        if (ReferenceEquals(named, bucket))
            return;
        named.Observe(headers);
        bucket.Retire();
    }

    private async Task<RateLimitBucket> EnterBucketAsync(RestRoute route, CancellationToken cancellationToken)
    {
        while (true)
        {
            var bucket = BucketOf(route);
            await bucket.EnterAsync(route, longestWait, cancellationToken);
            if (ReferenceEquals(bucket, BucketOf(route)))
                return bucket;
            // Discord named the bucket while this request waited for the unnamed one.
            bucket.Leave();
        }
    }

    private RateLimitBucket BucketOf(RestRoute route)
    {
        var key = (_names.TryGetValue(route.Key, out var name) ? name : route.Key, route.Major);
        if (_buckets.TryGetValue(key, out var bucket))
            return bucket;
        Sweep();
        return _buckets.GetOrAdd(key, static (_, clock) => new RateLimitBucket(clock), time);
    }

    /// <summary>Every interaction token makes a bucket of its own: the idle ones go. One that is entered at this moment costs a 429 at worst.</summary>
    private void Sweep()
    {
        if (_buckets.Count < _sweepAt)
            return;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsIdle)
                _buckets.TryRemove(new(key, bucket));
        }
        _sweepAt = Math.Max(SweepAt, _buckets.Count * 2);
    }
}
