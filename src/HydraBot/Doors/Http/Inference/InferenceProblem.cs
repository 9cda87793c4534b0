using HydraBot.Doors.Http.Problems;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Doors.Http.Inference;

/// <summary>A problem of the door (no key, a wrong key, no such page) in OpenAI's shape.</summary>
internal static class InferenceProblem
{
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var code = problem.Status == StatusCodes.Status401Unauthorized ? "invalid_api_key" : problem.Type[(problem.Type.LastIndexOf(':') + 1)..].Replace('-', '_');
        var type = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => "authentication_error",
            StatusCodes.Status403Forbidden => "permission_error",
            StatusCodes.Status429TooManyRequests => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        };
        var body = new InferenceFault(problem.Status, type, code, problem.Detail).ToJson();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
