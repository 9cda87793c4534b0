namespace HydraBot.Law.Approvals;

/// <summary>Approvals, newest first.</summary>
internal sealed record ApprovalListView(IReadOnlyList<ApprovalView> Approvals);
