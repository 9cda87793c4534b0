using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Completes the name of a proposal: those that were looked at last.</summary>
internal sealed class ProposalNames : ISuggestionSource
{
    private const int Most = 25;

    private readonly ConcurrentQueue<string> _seen = [];

    public void Remember(string proposal)
    {
        if (_seen.Contains(proposal))
            return;
        _seen.Enqueue(proposal);
        while (_seen.Count > Most)
            _seen.TryDequeue(out _);
    }

    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var proposal in _seen.Reverse().Where(known => known.StartsWith(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return proposal;
        await ValueTask.CompletedTask;
    }
}
