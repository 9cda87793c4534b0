using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Access;

/// <summary>Callers as they are at this moment; those whom no source knows stay as they were.</summary>
/// <param name="sources">Who knows what access somebody has now; the first that knows a caller counts.</param>
public sealed class CallersNow(IEnumerable<IAccessSource> sources)
{
    private readonly IAccessSource[] _sources = [.. sources];

    /// <summary>One caller, as they are now.</summary>
    public async ValueTask<Caller> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        foreach (var source in _sources)
        {
            if (await source.NowAsync(caller, cancellationToken) is { } now)
                return now;
        }

        return caller;
    }

    /// <summary>Those who agreed, as they are now.</summary>
    public async ValueTask<IReadOnlyList<ApprovalVote>> FindAsync(IReadOnlyList<ApprovalVote> votes, CancellationToken cancellationToken)
    {
        var now = new List<ApprovalVote>();
        foreach (var vote in votes.Where(vote => vote.Agrees))
            now.Add(vote with { Voter = await FindAsync(vote.Voter, cancellationToken) });
        return now;
    }
}
