using System.Collections.Concurrent;

namespace HydraBot.Speech.Engines;

/// <summary>Which engines failed lately: such a one is passed over for a while, so that not every sentence waits for its time limit.</summary>
internal sealed class EngineHealth(TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (long At, string Reason)> _failed = new(StringComparer.Ordinal);

    public bool MayTry(string engine) => !_failed.TryGetValue(engine, out var failure) || time.GetElapsedTime(failure.At) >= Rest;

    public void Failed(string engine, string reason) => _failed[engine] = (time.GetTimestamp(), reason);

    public void Worked(string engine) => _failed.TryRemove(engine, out _);

    public string? Reason(string engine) => _failed.TryGetValue(engine, out var failure) ? failure.Reason : null;
}
