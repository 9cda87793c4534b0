using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>Says what a request would do, for those who are asked for their word about it: a difference, a list of what goes. Its arguments alone may only name it.</summary>
/// <remarks>It looks and changes nothing. What runs is bound by the arguments; a preview is what they mean at the moment at which it is asked.</remarks>
public interface IApprovalPreview
{
    /// <summary>What it would do, without secrets; null where this preview knows nothing of such requests.</summary>
    /// <exception cref="OperationException">It would fail; the message says why.</exception>
    ValueTask<string?> ShowAsync(OperationRequest request, CancellationToken cancellationToken);
}
