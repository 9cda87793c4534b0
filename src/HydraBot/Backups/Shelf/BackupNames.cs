using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Backups.Shelf;

/// <summary>Completes the name of a backup, the newest first.</summary>
internal sealed class BackupNames(BackupShelf shelf) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => shelf.List().Select(backup => backup.Name).Holding(typed);
}
