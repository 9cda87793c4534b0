using System.ComponentModel;
using System.Globalization;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Approvals;

/// <summary><c>GET /approvals</c> and <c>/approvals/{id}</c>: pending and decided ones. Deciding is Discord's alone.</summary>
internal static class ApprovalEndpoints
{
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/approvals", ListAsync)
            .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "approval.list"))
            .WithTags("Approvals")
            .WithSummary("Pending and decided approvals, newest first.")
            .Produces<ApprovalAnswer[]>()
            .Refuses(ProblemKind.WrongArguments);
        routes.MapGet("/approvals/{id}", FindAsync)
            .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "approval.list"))
            .WithTags("Approvals")
            .WithSummary("One approval, and what became of its request.")
            .Produces<ApprovalAnswer>()
            .Refuses(ProblemKind.NotFound);
    }

    private static async Task<IResult> ListAsync(
        IApprovalStore approvals,
        ApprovalFollower follower,
        [Description("pending, approved, denied, expired or withdrawn; all of them where it is left out.")] string? state,
        [Description("How many, from 1 to 1000; 100 where it is left out.")] string? limit,
        CancellationToken cancellationToken)
    {
        var count = (int)QueryReader.Number("limit", limit, 1, 1000, 100);
        var found = await approvals.ListAsync(QueryReader.Choice<ApprovalState>("state", state), count, cancellationToken);
        var answers = new List<ApprovalAnswer>(found.Count);
        foreach (var approval in found)
            answers.Add(await follower.FollowAsync(approval, cancellationToken));
        return TypedResults.Ok(answers.ToArray());
    }

    private static async Task<IResult> FindAsync(string id, IApprovalStore approvals, ApprovalFollower follower, CancellationToken cancellationToken) =>
        Guid.TryParse(id, CultureInfo.InvariantCulture, out var known) && await approvals.FindAsync(known, cancellationToken) is { } approval
            ? TypedResults.Ok(await follower.FollowAsync(approval, cancellationToken))
            : new ProblemAnswer(ProblemKind.NotFound.Of($"There is no approval '{id}'; GET /approvals lists them."));
}
