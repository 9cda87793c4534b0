using System.Text.Json;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;

namespace HydraBot.Doors.Http.Sandbox;

/// <summary><c>/sandbox/*</c>: the operations of the room, down the same road as every other.</summary>
internal static class SandboxEndpoints
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        Read("/sandbox/status", "sandbox.status", "Engine, runtime, limits, isolation, queue.");
        Read("/sandbox/languages", "sandbox.languages", "The languages that programs may be written in.");
        routes.MapGet("/sandbox/history", HistoryAsync).WithTags("Sandbox").WithSummary("Programs that ran, the newest first; limit from 1 to 100.").AnswersLikeAnOperation();
        routes.MapPost("/sandbox/execute", ExecuteAsync)
            .WithTags("Sandbox")
            .WithSummary("Runs a program. Body: {language, code, stdin?, files?, timeoutSeconds?, memoryMb?}; files are {name: text} or [{name, content, encoding?}].")
            .AnswersLikeAnOperation();
        Write("/sandbox/test-isolation", "sandbox.test_isolation", "Tries every way out of the sandbox and says what was seen.");
        Write("/sandbox/cleanup", "sandbox.cleanup", "Takes away sandboxes that a former run left behind.");

        void Read(string path, string operation, string summary) => routes
            .MapGet(path, (HttpContext context, HttpRoad road) => road.RunAsync(context, operation, Nothing)).WithTags("Sandbox").WithSummary(summary).AnswersLikeAnOperation();

        void Write(string path, string operation, string summary) => routes
            .MapPost(path, async (HttpContext context, HttpRoad road) => await road.RunAsync(context, operation, await RequestBody.ReadObjectAsync(context)))
            .WithTags("Sandbox").WithSummary(summary).AnswersLikeAnOperation();
    }

    private static async Task<IResult> HistoryAsync(HttpContext context, HttpRoad road, string? limit)
    {
        var count = QueryReader.Number("limit", limit, 1, 100, 20);
        return await road.RunAsync(context, "sandbox.history", JsonElement.Parse($"{{\"count\": {count}}}"));
    }

    private static async Task<IResult> ExecuteAsync(HttpContext context, HttpRoad road, ExecutionBody body)
    {
        var (arguments, problems) = body.Read(await RequestBody.ReadObjectAsync(context));
        return problems.Count == 0
            ? await road.RunAsync(context, "sandbox.run", arguments)
            : new ProblemAnswer(ProblemKind.WrongArguments.Of(string.Join(' ', problems)) with { Errors = problems });
    }
}
