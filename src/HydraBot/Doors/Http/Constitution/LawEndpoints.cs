using HydraBot.Doors.Http.Keys;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HydraBot.Doors.Http.Constitution;

/// <summary><c>GET /constitution/status</c> and <c>/constraints</c>: the law in figures, and its articles.</summary>
internal static class LawEndpoints
{
    public static void MapLaw(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/constitution/status", StatusAsync)
            .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "constitution.show"))
            .WithTags("Constitution")
            .WithSummary("Which law is in force, and whether the emergency stop is pulled.")
            .Produces<ConstitutionStatus>();
        routes.MapGet("/constitution/constraints", Constraints)
            .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "constitution.show"))
            .WithTags("Constitution")
            .WithSummary("The articles of the law with their rules.")
            .Produces<ConstraintAnswer[]>();
    }

    private static async Task<IResult> StatusAsync(
        ConstitutionDocument law, OperationCatalog catalog, EmergencyStop stop, IApprovalStore approvals, IAuditLog audit, CancellationToken cancellationToken)
    {
        var pending = await approvals.ListAsync(ApprovalState.Pending, int.MaxValue, cancellationToken);
        var newest = await audit.TailAsync(1, cancellationToken);
        return TypedResults.Ok(new ConstitutionStatus(
            law.Version, law.Sha256, law.Articles.Count, law.RuleCount, catalog.All.Count, pending.Count,
            newest is [var head, ..] ? head.Sequence : 0, EmergencyAnswer.Of(stop.State)));
    }

    private static Ok<ConstraintAnswer[]> Constraints(ConstitutionDocument law) =>
        TypedResults.Ok<ConstraintAnswer[]>([.. law.Articles.Select(ConstraintAnswer.Of)]);
}
