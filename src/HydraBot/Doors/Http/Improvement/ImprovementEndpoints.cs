using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;

namespace HydraBot.Doors.Http.Improvement;

/// <summary>The rows below <c>/self-improvement</c>: the operations of the room in the shapes that programs know.</summary>
internal static class ImprovementEndpoints
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public static void MapImprovement(this IEndpointRouteBuilder routes)
    {
        var rows = routes.MapGroup("/self-improvement").WithTags("Self-improvement");
        rows.MapGet("/status", (HttpContext context, HttpRoad road) => road.RunAsync(context, "improvement.status", Nothing))
            .WithSummary("Engine: tunables, suites, budget, what is under watch.")
            .AnswersLikeAnOperation();
        rows.MapPost("/benchmark", (HttpContext context, ImprovementRoad road) => road.BenchmarkAsync(context))
            .WithSummary("Runs the suites. Body: {suites?, items?, sealed?}.")
            .AnswersLikeAnOperation();
        rows.MapGet("/benchmarks/baseline", (HttpContext context, HttpRoad road) => road.RunAsync(context, "benchmark.baseline", Nothing))
            .WithSummary("The baseline of each suite.")
            .AnswersLikeAnOperation();
        rows.MapPost("/proposals", (HttpContext context, ImprovementRoad road) => road.ProposeAsync(context))
            .WithSummary("Proposes. Body: {kind: config/prompt/routing/code, title, description, changes? or patch?} -> {id, ...}.")
            .AnswersLikeAnOperation();
        rows.MapGet("/proposals", (HttpContext context, ImprovementRoad road, string? state, string? limit) => road.ListAsync(context, state, limit))
            .WithSummary("Proposals, the newest first; limit from 1 to 500.")
            .AnswersLikeAnOperation();
        rows.MapGet("/proposals/{id}", (string id, HttpContext context, ImprovementRoad road) => road.OfAsync(context, "improvement.proposal", id, []))
            .WithSummary("One proposal with its evidence, what happened to it, and a page in Markdown.")
            .AnswersLikeAnOperation();
        rows.MapPost("/proposals/{id}/test", (string id, HttpContext context, ImprovementRoad road) => road.OfAsync(context, "improvement.test", id, []))
            .WithSummary("Tests a proposal against what is in force.")
            .AnswersLikeAnOperation();
        rows.MapPost("/proposals/{id}/deploy", (string id, HttpContext context, ImprovementRoad road) => road.OfAsync(context, "improvement.deploy", id, []))
            .WithSummary("Puts a validated proposal into force; people are asked.")
            .AnswersLikeAnOperation();
        rows.MapGet("/archive", (HttpContext context, HttpRoad road) => road.RunAsync(context, "improvement.archive", Nothing))
            .WithSummary("All variants that were tried, each with the one that it was made of.")
            .AnswersLikeAnOperation();
        rows.MapPost("/archive/{id}/rollback", (string id, HttpContext context, ImprovementRoad road) => road.RollBackAsync(context, id))
            .WithSummary("Brings back what was in force before an entry. Body: {reason?}.")
            .AnswersLikeAnOperation();
    }

    /// <summary>Takes the name of a member that may not be known into what the operation calls it.</summary>
    internal static JsonElement Renamed(JsonElement body, string from, string to)
    {
        var arguments = new JsonObject();
        foreach (var member in body.EnumerateObject())
            arguments[member.Name == from ? to : member.Name] = JsonNode.Parse(member.Value.GetRawText());
        return JsonElement.Parse(arguments.ToJsonString());
    }
}
