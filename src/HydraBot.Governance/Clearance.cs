using HydraBot.Governance.Operations;

namespace HydraBot.Governance;

/// <summary>
/// Proof that a request went down the road: judged, where needed approved, and its intent appended to the audit chain.
/// Every method with an effect takes one, and only <see cref="GovernedExecutor"/> can make one, so that a forgotten gate does not compile.
/// </summary>
/// <remarks>A class, not a record: <c>with</c> could point a record at another request.</remarks>
public sealed class Clearance
{
    internal Clearance(OperationRequest request, long auditSequence)
    {
        RequestId = request.Id;
        Operation = request.Operation;
        Caller = request.Caller;
        CorrelationId = request.CorrelationId;
        AuditSequence = auditSequence;
    }

    /// <summary>The request that was cleared.</summary>
    public Guid RequestId { get; }

    /// <summary>The one operation that it is good for.</summary>
    public string Operation { get; }

    /// <summary>Who asked.</summary>
    public Caller Caller { get; }

    /// <summary>From the door's event to the audit entry.</summary>
    public string CorrelationId { get; }

    /// <summary>The sequence number of the intent in the audit chain.</summary>
    public long AuditSequence { get; }
}
