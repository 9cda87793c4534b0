using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Approvals;

/// <summary>What the run before this one left unfinished.</summary>
/// <param name="Interrupted">Cut off while they ran; never run again.</param>
/// <param name="Approved">Approved by people, not begun.</param>
/// <param name="Pending">Still waiting for people.</param>
internal sealed record Leftovers(
    IReadOnlyList<(OperationRequest Request, Approval? Approval)> Interrupted,
    IReadOnlyList<Approval> Approved,
    IReadOnlyList<Approval> Pending)
{
    public static Leftovers None { get; } = new([], [], []);
}
