using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace HydraBot.Doors.Http.Memory;

/// <summary>The rows below <c>/memory</c>: the operations of the room in the shapes that programs know.</summary>
internal static class MemoryEndpoints
{
    /// <summary>Bytes: a hundred thousand turns in one batch fit several times over.</summary>
    private const int LargestBatch = 128 * 1024 * 1024;

    public static void MapMemory(this IEndpointRouteBuilder routes)
    {
        var memory = routes.MapGroup("/memory").WithTags("Memory");
        memory.MapPost("", RememberAsync)
            .WithSummary("Remembers: {tier, content, occurredAt?, speaker?, sessionId?, source?, tags?, metadata?} -> {id}; an array is a batch -> {ids}.")
            .AnswersLikeAnOperation();
        memory.MapGet("/search", SearchAsync)
            .WithSummary("Searches; best first. Every tag of the comma-separated tags must be there.")
            .AnswersLikeAnOperation();
        memory.MapGet("/core", (HttpContext context, HttpRoad road) => road.RunAsync(context, "memory.core", Arguments([])))
            .WithSummary("The core block.")
            .AnswersLikeAnOperation();
        memory.MapGet("/{id:guid}", (string id, HttpContext context, MemoryRoad road) => road.RunAsync(context, "memory.show", id, []))
            .WithSummary("One memory.")
            .AnswersLikeAnOperation();
        memory.MapDelete("/{id:guid}", (string id, HttpContext context, MemoryRoad road) => road.RunAsync(context, "memory.forget", id, []))
            .WithSummary("Forgets one memory, for good.")
            .AnswersLikeAnOperation();
        memory.MapGet("/{id:guid}/related", RelatedAsync)
            .WithSummary("The graph around a memory.")
            .AnswersLikeAnOperation();
        memory.MapPost("/consolidate", async (HttpContext context, HttpRoad road) =>
                await road.RunAsync(context, "memory.consolidate", await RequestBody.ReadObjectAsync(context)))
            .WithSummary("The nightly work now. Body: {dryRun?}.")
            .AnswersLikeAnOperation();
    }

    internal static JsonElement Arguments(JsonObject arguments) => JsonElement.Parse(arguments.ToJsonString());

    private static async Task<IResult> RememberAsync(HttpContext context, MemoryRoad memory)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBatch;
        var body = await RequestBody.ReadAsync(context, LargestBatch);
        return body.ValueKind switch
        {
            JsonValueKind.Object => await memory.RememberOneAsync(context, body),
            JsonValueKind.Array => await memory.RememberAllAsync(context, body, Batch(body)),
            _ => throw new ProblemException(ProblemKind.WrongArguments.Of("The body is a memory {tier, content, ...}, or an array of them in the order in which they were said.")),
        };
    }

    private static JsonElement Batch(JsonElement items)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("items");
            items.WriteTo(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context,
        MemoryRoad road,
        [Description("What to look for.")] string? q,
        [Description("Comma-separated tiers; all where it is left out.")] string? tiers,
        [Description("Comma-separated tags that must all be there.")] string[]? tags,
        [Description("How many, from 1 to 200; 10 where it is left out.")] string? limit,
        [Description("As things stood then, in ISO 8601.")] string? asOf,
        [Description("Only this conversation.")] string? sessionId,
        [Description("true: what is archived as well; otherwise only where little is found.")] string? archive)
    {
        if (q is null)
            throw new ProblemException(ProblemKind.WrongArguments.Of("The query parameter 'q' is missing; it is what to look for."));
        var arguments = new JsonObject { ["query"] = q, ["limit"] = QueryReader.Number("limit", limit, 1, 200, 10) };
        if (Split(tiers is null ? [] : [tiers]) is { Count: > 0 } wanted)
            arguments["tiers"] = wanted;
        if (Split(tags ?? []) is { Count: > 0 } all)
            arguments["tags"] = all;
        if (!string.IsNullOrEmpty(asOf))
            arguments["asOf"] = asOf;
        if (!string.IsNullOrEmpty(sessionId))
            arguments["sessionId"] = sessionId;
        if (!string.IsNullOrEmpty(archive))
            arguments["archive"] = bool.TryParse(archive, out var also) ? also : throw new ProblemException(ProblemKind.WrongArguments.Of($"The query parameter 'archive' is '{archive}'; allowed is true or false."));
        return await road.SearchAsync(context, arguments);
    }

    private static Task<IResult> RelatedAsync(
        string id, HttpContext context, MemoryRoad road, [Description("How many steps, from 1 to 4; 2 where it is left out.")] string? depth) =>
        road.RunAsync(context, "memory.related", id, new JsonObject { ["depth"] = QueryReader.Number("depth", depth, 1, 4, 2) });

    private static JsonArray Split(string[] lists) =>
        [.. lists.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(item => JsonValue.Create(item))];
}
