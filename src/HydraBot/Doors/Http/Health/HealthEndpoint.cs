using HydraBot.Doors.Http.Keys;

namespace HydraBot.Doors.Http.Health;

/// <summary><c>GET /health</c>: for load balancers and people, without a key.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", GetAsync)
        .WithMetadata(new OpenToAll())
        .WithTags("House")
        .WithSummary("How the house is; the only call without a key.")
        .Produces<HealthAnswer>()
        .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> GetAsync(HealthReporter reporter, CancellationToken cancellationToken)
    {
        var answer = await reporter.ReportAsync(cancellationToken);
        var status = answer.Status == "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return TypedResults.Json(answer, HttpJson.Readable.HealthAnswer, statusCode: status);
    }
}
