using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.N8n;

/// <summary>Completes a workflow's name.</summary>
internal sealed class N8nWorkflowNames(N8nWorkshop n8n) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<N8nWorkflow> all;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            all = await n8n.ListAsync(limit.Token);
        }
        catch (Exception exception) when (exception is OperationException or OperationCanceledException)
        {
            // Nothing to suggest; the operation itself says what is wrong.
            yield break;
        }

        foreach (var one in all.Where(one => one.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)).OrderByDescending(one => one.Active))
            yield return one.Name;
    }
}
