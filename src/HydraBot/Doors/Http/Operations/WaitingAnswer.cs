namespace HydraBot.Doors.Http.Operations;

/// <summary>A request that waits for people; <c>GET /approvals/{id}</c> follows it.</summary>
/// <param name="ApprovalId">What it waits for.</param>
/// <param name="RequestId">The request itself.</param>
/// <param name="ExpiresAt">No answer by then is a refusal.</param>
/// <param name="Constraints">The articles of the law that ask.</param>
/// <param name="Reasons">Why, in sentences.</param>
internal sealed record WaitingAnswer(Guid ApprovalId, Guid RequestId, DateTimeOffset ExpiresAt, IReadOnlyList<string> Constraints, IReadOnlyList<string> Reasons);
