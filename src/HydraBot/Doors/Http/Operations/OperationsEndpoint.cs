using HydraBot.Governance.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HydraBot.Doors.Http.Operations;

/// <summary><c>GET /operations</c>: everything that can be asked for.</summary>
internal static class OperationsEndpoint
{
    public static void MapOperationList(this IEndpointRouteBuilder routes) => routes.MapGet("/operations", Get)
        .WithTags("Operations")
        .WithSummary("All operations with the schemas of their arguments and results.")
        .Produces<OperationAnswer[]>();

    private static JsonHttpResult<OperationAnswer[]> Get(OperationCatalog catalog) =>
        TypedResults.Json([.. catalog.All.Concat(catalog.Visiting).Select(OperationAnswer.Of)], HttpJson.Readable.OperationAnswerArray);
}
