using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>What a request would do, from whichever room can tell.</summary>
internal sealed partial class ApprovalPreviews(IEnumerable<IApprovalPreview> previews, TimeProvider time, ILogger<ApprovalPreviews> logger)
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
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // Without it people are asked all the same: an approval that nobody sees would be a no.
            LogBroken(broken, request.Operation);
            return "It cannot be shown; the log says why.";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What {Operation} would do could not be shown")]
    private partial void LogBroken(Exception exception, string operation);
}
