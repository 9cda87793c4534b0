using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.Crews;

/// <summary>Completes a crew's name.</summary>
internal sealed class CrewNames(CrewsWorkshop crews) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in crews.Names.Where(name => name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return name;
    }
}
