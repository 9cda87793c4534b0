namespace HydraBot.Governance.Approvals;

/// <summary>What came of a vote, and why, in a sentence for the voter.</summary>
/// <param name="Outcome">The kind.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Approval">The approval after the vote; null when unknown.</param>
public sealed record VoteResult(VoteOutcome Outcome, string Message, Approval? Approval);
