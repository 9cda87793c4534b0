using System.Collections.Concurrent;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;

namespace HydraBot.Memory.Recall;

/// <summary>What people say of searches, for experiments on how memories are found. Only who searched last is kept, and not over a restart.</summary>
internal sealed class SearchFeedback(ITuning tuning)
{
    public const string Seconds = "memory.seconds", Helpful = "memory.helpful";

    /// <summary>Beyond, the oldest are let go: whoever rates does so soon.</summary>
    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    public static IReadOnlyList<TrafficMetric> Metrics { get; } =
    [
        new(Seconds, "seconds of a search", LowerIsBetter: true, IsRate: false),
        new(Helpful, "searches that found it, of those that were rated", LowerIsBetter: false, IsRate: true),
    ];

    /// <summary>The same search by the same person falls to the same side.</summary>
    public static string UnitOf(Caller caller, string query) => $"{caller.Id} {query}";

    public void Searched(Caller caller, string query)
    {
        var key = KeyOf(caller);
        _last[key] = UnitOf(caller, query);
        _order.Enqueue(key);
        while (_order.Count > MostKept && _order.TryDequeue(out var old))
        {
            if (!_order.Contains(old))
                _last.TryRemove(old, out _);
        }
    }

    /// <summary>Takes what somebody says of their last search; each counts once.</summary>
    /// <exception cref="OperationException">They searched nothing that was not rated yet.</exception>
    public void Rate(Caller caller, bool good)
    {
        if (!_last.TryRemove(KeyOf(caller), out var unit))
            throw new OperationException("You have searched nothing since the start, or rated it already; search with memory.search first.");
        tuning.Observe(unit, Helpful, good ? 1 : 0);
    }

    private static string KeyOf(Caller caller) => $"{caller.Kind}:{caller.Id}";
}
