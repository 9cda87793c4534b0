using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>One member's hand, with the access that they had at that moment.</summary>
/// <param name="Voter">A person: other kinds of callers are never counted.</param>
/// <param name="Agrees">Yes or no.</param>
/// <param name="At">When it reached us.</param>
public sealed record ApprovalVote(Caller Voter, bool Agrees, DateTimeOffset At);
