using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Sessions;

/// <summary>Completes a session: its title where that is enough, else its id.</summary>
internal sealed class SessionNames(SessionStore sessions) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = await sessions.ListAsync(50, cancellationToken);
        foreach (var one in all.Where(one => one.Title.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase) || one.Id.StartsWith(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return all.Count(other => other.Title == one.Title) == 1 ? one.Title : one.Id;
    }
}
