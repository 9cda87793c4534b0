using System.Text.Json;
using HydraBot.Doors.Http.Inference;

namespace HydraBot.Doors.Http.Problems;

/// <summary>Writes a problem as <c>application/problem+json</c>.</summary>
internal sealed class ProblemAnswer(Problem problem) : IResult, IStatusCodeHttpResult
{
    public const string MediaType = "application/problem+json";

    public int? StatusCode => problem.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = problem.Status;
        // Programs that speak OpenAI's API read errors in its shape alone.
        if (httpContext.Request.Path.StartsWithSegments("/v1"))
            return InferenceProblem.WriteAsync(httpContext, problem);
        return httpContext.Response.WriteAsJsonAsync(
            problem with { CorrelationId = httpContext.CorrelationId }, HttpJson.Readable.Problem, MediaType, httpContext.RequestAborted);
    }
}
