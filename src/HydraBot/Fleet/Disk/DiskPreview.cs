using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Disk;

/// <summary>Shows whoever is asked for their word every thing that would be removed, its bytes, and how it comes back.</summary>
internal sealed class DiskPreview(CleanupStore store) : IApprovalPreview
{
    public async ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken) =>
        request.Operation == "disk.cleanup" && request.Arguments.TryGetProperty("preview", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var preview)
            ? DiskCards.Numbered(await store.FindAsync(preview, cancellationToken))
            : null;
}
