using HydraBot.Governance.Access;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>Counts what callers did, for the rates and cool-downs of the law and the limits of the settings.</summary>
/// <remarks>In memory; what was done before a restart is told by <see cref="Remember"/>.</remarks>
public sealed class PaceLimits(TimeProvider time, IReadOnlyList<AccessLimit>? limits = null)
{
    private const int MostKept = 10_000;

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<AccessLimit> _limits = limits ?? [];
    private readonly Dictionary<(string Caller, string What), List<(DateTimeOffset At, Guid Request)>> _done = [];
    private TimeSpan _longest = limits is { Count: > 0 } ? limits.Max(limit => limit.Pace.Per) : TimeSpan.Zero;

    /// <summary>How far back something that was done still counts.</summary>
    public TimeSpan Longest(ConstitutionDocument law)
    {
        var paces = law.Articles.SelectMany(article => article.Rules).SelectMany(rule => rule.Paces).Select(pace => pace.Per);
        return _longest = paces.Concat([_longest]).Max();
    }

    /// <summary>Counts what was done before a restart.</summary>
    public void Remember(OperationRequest request)
    {
        lock (_gate)
        {
            Note((Caller(request), request.Operation), request.ReceivedAt, request.Id);
            foreach (var limit in _limits.Where(limit => limit.HoldsFor(request)))
                Note((Caller(request), Key(limit)), request.ReceivedAt, request.Id);
        }
    }

    /// <summary>Counts one more, where that is not too often.</summary>
    /// <returns>Null, or why it is too often and by which article; no article where a setting says so.</returns>
    internal (string Reason, string? Article)? Take(OperationRequest request, IReadOnlyList<(string Article, Pace Pace)> paces)
    {
        var held = _limits.Where(limit => limit.HoldsFor(request)).ToArray();
        if (paces.Count + held.Length == 0)
            return null;
        var now = time.GetUtcNow();
        var caller = Caller(request);
        lock (_gate)
        {
            foreach (var (article, pace) in paces)
            {
                if (TooOften((caller, request.Operation), request.Id, pace, now) is { } again)
                    return (Words(request.Operation, pace, again), article);
            }

            foreach (var limit in held)
            {
                if (TooOften((caller, Key(limit)), request.Id, limit.Pace, now) is { } again)
                    return (Words(limit.Name, limit.Pace, again), null);
            }

            if (paces.Count > 0)
                Note((caller, request.Operation), now, request.Id);
            foreach (var limit in held)
                Note((caller, Key(limit)), now, request.Id);
            return null;
        }
    }

    // A key and a member may bear the same id; a model counts as the person whom it works for.
    private static string Caller(OperationRequest request) =>
        $"{(request.Caller.Kind == CallerKind.Model ? CallerKind.Member : request.Caller.Kind)}:{request.Caller.Id}";

    private static string Key(AccessLimit limit) => $"limit {limit.Name}";

    private static string Words(string what, Pace pace, DateTimeOffset again) =>
        $"{what} may be done {pace.Count} times in {pace.Per:g} by one person; again after {again:yyyy-MM-dd HH:mm:ss} UTC.";

    private DateTimeOffset? TooOften((string, string) key, Guid request, Pace pace, DateTimeOffset now)
    {
        if (!_done.TryGetValue(key, out var times) || times.Exists(one => one.Request == request))
            return null;
        var within = times.Where(one => now - one.At < pace.Per).ToArray();
        return within.Length >= pace.Count ? within[^pace.Count].At + pace.Per : null;
    }

    private void Note((string, string) key, DateTimeOffset at, Guid request)
    {
        if (!_done.TryGetValue(key, out var times))
        {
            // Stryker disable once all : what is too old counts nowhere; only memory is saved here.
            if (_done.Count >= MostKept)
                Prune(at);
            _done[key] = times = [];
        }

        if (times.Exists(one => one.Request == request))
            return;
        // Stryker disable once statement,equality : the same; nothing that a pace looks at is as old as that.
        times.RemoveAll(one => at - one.At > Kept);
        times.Add((at, request));
    }

    private TimeSpan Kept => _longest > TimeSpan.Zero ? _longest : TimeSpan.FromDays(1);

    // Stryker disable all : see where it is called.
    private void Prune(DateTimeOffset now)
    {
        foreach (var key in _done.Where(pair => now - pair.Value[^1].At > Kept).Select(pair => pair.Key).ToArray())
            _done.Remove(key);
    }

    // Stryker restore all
}
