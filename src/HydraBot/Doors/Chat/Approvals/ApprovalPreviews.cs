using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>What a request would do, from whichever room can tell.</summary>
internal sealed class ApprovalPreviews(IEnumerable<IApprovalPreview> previews, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null where nobody can tell. It holds no approval up for long.</summary>
    public async Task<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            foreach (var preview in previews)
            {
                if (await preview.ShowAsync(request, either.Token) is { } shown)
                    return shown;
            }

            return null;
        }
        catch (OperationException failure)
        {
            return $"It cannot be shown: {failure.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "It could not be shown in time.";
        }
    }
}
