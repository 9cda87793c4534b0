using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Gateway;

/// <summary>What one key used within the minute: buckets that fill steadily, so that a burst is followed by a steady flow and not by a second burst.</summary>
internal sealed class KeyMeter(LimitOptions limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _requests = limits.RequestsPerMinute, _tokens = limits.TokensPerMinute;
    private long _at = time.GetTimestamp();
    private int _running;

    public LimitOptions Limits => limits;

    /// <summary>Takes one request of about so many tokens.</summary>
    /// <returns>Why not, or null.</returns>
    public InferenceFault? Take(long tokens)
    {
        lock (_gate)
        {
            Fill();
            if (limits.Concurrent > 0 && _running >= limits.Concurrent)
                return Limited($"{limits.Concurrent} requests of this key run at once already.", TimeSpan.FromSeconds(1));
            if (limits.RequestsPerMinute > 0 && _requests < 1)
                return Limited($"This key may make {limits.RequestsPerMinute} requests a minute.", Until(1 - _requests, limits.RequestsPerMinute));
            if (limits.TokensPerMinute > 0 && _tokens < Math.Min(tokens, limits.TokensPerMinute))
                return Limited($"This key may use {limits.TokensPerMinute} tokens a minute.", Until(Math.Min(tokens, limits.TokensPerMinute) - _tokens, limits.TokensPerMinute));
            _running++;
            _requests--;
            _tokens -= tokens;
            return null;
        }
    }

    /// <summary>The request ended, and took more or fewer tokens than was thought.</summary>
    public void Settle(long thought, long used)
    {
        lock (_gate)
        {
            _running--;
            _tokens += thought - used;
        }
    }

    /// <summary>What is left: requests and tokens.</summary>
    public (int Requests, int Tokens) Left()
    {
        lock (_gate)
        {
            Fill();
            return ((int)Math.Max(0, _requests), (int)Math.Max(0, _tokens));
        }
    }

    private void Fill()
    {
        var minutes = time.GetElapsedTime(_at).TotalMinutes;
        _at = time.GetTimestamp();
        _requests = Math.Min(limits.RequestsPerMinute, _requests + (minutes * limits.RequestsPerMinute));
        _tokens = Math.Min(limits.TokensPerMinute, _tokens + (minutes * limits.TokensPerMinute));
    }

    private static TimeSpan Until(double missing, int perMinute) => TimeSpan.FromSeconds(Math.Clamp(missing / perMinute * 60, 0.05, 60));

    private static InferenceFault Limited(string message, TimeSpan retryAfter) =>
        new(429, "rate_limit_error", "rate_limit_exceeded", message) { RetryAfter = retryAfter };
}
