using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>A door that shows approvals to people and follows what becomes of them.</summary>
public interface IApprovalDoor
{
    /// <summary>
    /// Shows a pending approval, and counts the votes that were given while nobody listened. Called again for each pending one at every
    /// start, so it must not show the same one twice.
    /// </summary>
    Task ShowAsync(Approval approval, CancellationToken cancellationToken);

    /// <summary>Shows that it was decided.</summary>
    Task DecidedAsync(Approval approval, CancellationToken cancellationToken);

    /// <summary>Where the request's progress is to be shown, once it runs.</summary>
    IProgress<OperationProgress>? Progress(Approval approval);

    /// <summary>Shows how the request ended.</summary>
    Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Reminds people that an approval is about to lapse.</summary>
    Task RemindAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;
}
