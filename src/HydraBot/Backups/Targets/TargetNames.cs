using HydraBot.Governance.Operations;

namespace HydraBot.Backups.Targets;

/// <summary>Completes the name of a target.</summary>
internal sealed class TargetNames(BackupTargets targets) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var target in await targets.AllAsync(cancellationToken))
        {
            if (target.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))
                yield return target.Name;
        }
    }
}
