using System.ComponentModel;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Problems;
using HydraBot.Doors.Http.Operations;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HydraBot.Doors.Http.Constitution;

/// <summary><c>GET /constitution/audit</c> and <c>/audit/verify</c>: the chain, page by page, and a walk along all of it.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/constitution/audit", ReadAsync)
            .WithMetadata(new RequiredAccess(AccessLevel.Operator, "audit.tail"))
            .WithTags("Constitution")
            .WithSummary("Entries of the audit chain after a sequence number, oldest first.")
            .Produces<AuditEntryAnswer[]>()
            .Refuses(ProblemKind.Access, ProblemKind.WrongArguments);
        routes.MapGet("/constitution/audit/verify", VerifyAsync)
            .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "audit.verify"))
            .WithTags("Constitution")
            .WithSummary("Walks the whole audit chain and names the first entry that does not hold.")
            .Produces<AuditVerification>();
        routes.MapGet("/constitution/audit/export", (AuditExport export) => TypedResults.Stream(
                stream => export.WriteAsync(stream, CancellationToken.None), "application/jsonl", "hydrabot-audit.jsonl"))
            .WithMetadata(new RequiredAccess(AccessLevel.Operator, "audit.tail"))
            .WithTags("Constitution")
            .WithSummary("The whole audit chain as JSON lines with its signed checkpoints; 'HydraBot audit verify FILE' checks it anywhere.")
            .Produces(StatusCodes.Status200OK, contentType: "application/jsonl");
    }

    private static async Task<IResult> ReadAsync(
        IAuditLog audit,
        [Description("The sequence number before the first entry wanted; 0 where it is left out.")] string? after,
        [Description("How many, from 1 to 1000; 100 where it is left out.")] string? limit,
        CancellationToken cancellationToken)
    {
        var from = QueryReader.Number("after", after, 0, long.MaxValue, 0);
        var count = (int)QueryReader.Number("limit", limit, 1, 1000, 100);
        return TypedResults.Ok(await audit.ReadAsync(from, count, cancellationToken).Select(AuditEntryAnswer.Of).ToArrayAsync(cancellationToken));
    }

    private static async Task<Ok<AuditVerification>> VerifyAsync(IAuditLog audit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await audit.VerifyAsync(cancellationToken));
}
