using System.Text.Json;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Operations;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Doors.Http.Inference;

/// <summary><c>/v1/*</c>, where programs find the models in OpenAI's words, and <c>/inference/*</c>.</summary>
internal static class InferenceEndpoints
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public static void MapInference(this IEndpointRouteBuilder routes)
    {
        Serve("/v1/chat/completions", InferenceKind.Chat, "OpenAI's chat completions, streamed or not, by whichever backend the routing chooses.");
        Serve("/v1/completions", InferenceKind.Completion, "OpenAI's completions.");
        Serve("/v1/embeddings", InferenceKind.Embedding, "OpenAI's embeddings.");
        routes.MapGet("/v1/models", ModelsAsync).WithMetadata(new RequiredAccess(AccessLevel.Viewer, "inference.status")).WithTags("OpenAI").WithSummary("The models of all endpoints, and the policies of the house.");
        routes.MapGet("/v1/models/{**id}", ModelAsync).WithMetadata(new RequiredAccess(AccessLevel.Viewer, "inference.status")).WithTags("OpenAI").WithSummary("One model.");
        Read("/inference/cache", "inference.cache", "The cache: hits, misses, savings.");
        Read("/inference/status", "inference.status", "Endpoints with health, latency, speed and use.");

        void Serve(string path, InferenceKind kind, string summary) => routes
            .MapPost(path, (HttpContext context, GatewayDoor door) => door.ServeAsync(context, kind))
            .WithMetadata(new RequiredAccess(AccessLevel.Viewer, "chat")).WithTags("OpenAI").WithSummary(summary)
            .Produces(StatusCodes.Status200OK, contentType: "application/json");

        void Read(string path, string operation, string summary) => routes
            .MapGet(path, (HttpContext context, HttpRoad road) => road.RunAsync(context, operation, Nothing)).WithTags("Inference").WithSummary(summary).AnswersLikeAnOperation();
    }

    private static async Task ModelsAsync(HttpContext context, ModelList models)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(await models.ListAsync(context.Caller.Id, context.RequestAborted), context.RequestAborted);
    }

    private static async Task ModelAsync(string id, HttpContext context, ModelList models)
    {
        var found = await models.FindAsync(context.Caller.Id, id, context.RequestAborted);
        context.Response.StatusCode = found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(found ?? InferenceFault.NoModel($"The model '{id}' does not exist; GET /v1/models lists those that do.").ToJson(), context.RequestAborted);
    }
}
