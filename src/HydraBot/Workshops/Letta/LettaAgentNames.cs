using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.Letta;

/// <summary>Completes an agent's name.</summary>
internal sealed class LettaAgentNames(LettaWorkshop letta) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<LettaAgent> all;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            all = await letta.AgentsAsync(limit.Token);
        }
        catch (Exception exception) when (exception is OperationException or OperationCanceledException)
        {
            // Nothing to suggest; the operation itself says what is wrong.
            yield break;
        }

        foreach (var agent in all.Where(agent => agent.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return agent.Name;
    }
}
