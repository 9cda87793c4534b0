using System.Globalization;
using HydraBot.Backups.Shelf;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups.Operations;

/// <summary>Shows whoever is asked what a restore would replace with which state, and which backups would go.</summary>
internal sealed class BackupPreview(BackupShelf shelf, IOptions<BackupOptions> options) : IApprovalPreview
{
    public ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(request.Operation switch
    {
        "backup.restore" when request.Arguments.TryGetProperty("backup", out var name) => Restored(shelf.Find(name.GetString()!)),
        "backup.prune" => Pruned(shelf.Old(options.Value.Keep, options.Value.KeepWeeks)),
        _ => null,
    });

    private static string Restored(StoredBackup backup) => string.Create(
        CultureInfo.InvariantCulture,
        $"{backup.Manifest.Database} of {backup.Manifest.Source} becomes what it was at {backup.Manifest.TakenAt:u}\n{backup.Name}, {Units.Bytes(backup.Manifest.Bytes)}, verified {backup.Manifest.VerifiedAt:u}\nEverything that came later is gone there; a backup of the present state is taken first.");

    private static string Pruned(IReadOnlyList<StoredBackup> old) => old.Count == 0
        ? "No backup is older than is kept."
        : string.Join('\n', old.Select(backup => string.Create(CultureInfo.InvariantCulture, $"{backup.Name}, {backup.Manifest.TakenAt:u}, {Units.Bytes(backup.Manifest.Bytes)}")));
}
