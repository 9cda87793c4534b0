namespace HydraBot.Governance.Operations;

/// <summary>How a request ended, or what it waits for. Expected ends are values, not exceptions.</summary>
public abstract record OperationOutcome
{
    private OperationOutcome(Guid requestId) => RequestId = requestId;

    /// <summary>Which request.</summary>
    public Guid RequestId { get; }

    /// <summary>It ran and returned.</summary>
    public sealed record Done(Guid Id, OperationResult Result) : OperationOutcome(Id);

    /// <summary>
    /// It ran and failed; the message is for the caller. <paramref name="IsBug"/> when what was thrown is nothing that the caller can
    /// act on.
    /// </summary>
    public sealed record Failed(Guid Id, string Message, bool IsBug = false) : OperationOutcome(Id)
    {
        /// <summary>What was wrong with the arguments, where that is why it failed.</summary>
        public IReadOnlyList<string> Misfits { get; init; } = [];
    }

    /// <summary>It was cancelled: by the caller, by its time limit, or by the emergency stop.</summary>
    public sealed record Cancelled(Guid Id, string Message, CancelCause Cause) : OperationOutcome(Id);

    /// <summary>A rule said no; nothing ran.</summary>
    public sealed record Refused(Guid Id, Refusal Refusal) : OperationOutcome(Id);

    /// <summary>It waits for people; nothing ran yet.</summary>
    public sealed record Waiting(Guid Id, Approvals.Approval Approval) : OperationOutcome(Id);
}
