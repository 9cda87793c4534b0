using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Memory.Skills;

/// <summary>Names of skills while somebody types: those that are for the whole house, since nobody is known yet.</summary>
internal sealed class SkillNames(SkillStore store) : ISuggestionSource
{
    private static readonly Caller Anybody = new(CallerKind.Schedule, "suggestions", "Somebody", AccessLevel.Viewer);

    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var skills = await store.ListAsync(Anybody, SkillStore.Kind, cancellationToken);
        await foreach (var name in skills.Select(skill => skill.Definition.Name).Distinct().Holding(typed))
            yield return name;
    }
}
