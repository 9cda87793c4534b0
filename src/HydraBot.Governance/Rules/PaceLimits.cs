using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>Counts how often each person did what the law lets them do only so often.</summary>
internal sealed class PaceLimits(TimeProvider time)
{
    private const int MostKept = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Caller, string Operation), List<(DateTimeOffset At, Guid Request)>> _done = [];

    /// <summary>Why it is too often now; null when it is not, and then it counts, once for each request.</summary>
    public string? Take(OperationRequest request, IReadOnlyList<(string Article, Pace Pace)> paces)
    {
        if (paces.Count == 0)
            return null;
        var now = time.GetUtcNow();
        var (caller, operation) = (request.Caller.Id, request.Operation);
        lock (_gate)
        {
            var times = _done.TryGetValue((caller, operation), out var known) ? known : [];
            if (times.Exists(one => one.Request == request.Id))
                return null;
            times.RemoveAll(one => now - one.At > paces.Max(pair => pair.Pace.Per));
            foreach (var (_, pace) in paces)
            {
                var within = times.Where(one => now - one.At < pace.Per).ToArray();
                if (within.Length >= pace.Count)
                    return $"{operation} may be done {pace.Count} times in {pace.Per:g} by one person; again after {within[^pace.Count].At + pace.Per:yyyy-MM-dd HH:mm:ss} UTC.";
            }

            times.Add((now, request.Id));
            if (known is null && _done.Count < MostKept)
                _done[(caller, operation)] = times;
            return null;
        }
    }
}
