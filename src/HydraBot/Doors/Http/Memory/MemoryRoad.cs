using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;

namespace HydraBot.Doors.Http.Memory;

/// <summary>Takes calls of the rows below <c>/memory</c> down the road, and shapes what comes back as they promise.</summary>
internal sealed class MemoryRoad(GovernedExecutor road, HttpRoad http, MemoryStore store, MemoryWriter writer, OperationJson json, TimeProvider time)
{
    /// <summary><c>{id}</c>.</summary>
    public async Task<IResult> RememberOneAsync(HttpContext context, JsonElement body)
    {
        Check(() => [body.Deserialize((JsonTypeInfo<NewMemory>)json.Options.GetTypeInfo(typeof(NewMemory)))!]);
        return await ShapeAsync(context, "memory.remember", body, result => result is RememberedOne one ? new JsonObject
        {
            ["id"] = one.Id,
            ["new"] = one.New,
            ["superseded"] = Ids(one.Superseded),
            ["suspect"] = Ids(one.Suspect),
        } : null);
    }

    /// <summary><c>{ids}</c>, in the order of the batch.</summary>
    public async Task<IResult> RememberAllAsync(HttpContext context, JsonElement items, JsonElement arguments)
    {
        Check(() => items.Deserialize((JsonTypeInfo<IReadOnlyList<NewMemory>>)json.Options.GetTypeInfo(typeof(IReadOnlyList<NewMemory>)))!);
        return await http.RunAsync(context, "memory.remember_all", arguments);
    }

    /// <summary>Answers 422 for what the gate would refuse; what does not even read as memories is left to the road, which says what is missing.</summary>
    private void Check(Func<IReadOnlyList<NewMemory>> read)
    {
        IReadOnlyList<NewMemory> memories;
        try
        {
            memories = read();
        }
        catch (JsonException)
        {
            return;
        }

        if (memories.Any(memory => memory?.Content is null) || writer.Problems(memories) is not { Count: > 0 } problems)
            return;
        throw new ProblemException(ProblemKind.WrongArguments.Of(string.Join(' ', problems)) with { Errors = problems });
    }

    /// <summary>An array, best first.</summary>
    public async Task<IResult> SearchAsync(HttpContext context, JsonObject arguments)
    {
        if (arguments["asOf"] is { } moment && !Moments.TryRead(moment.GetValue<string>(), out _))
            throw new ProblemException(ProblemKind.WrongArguments.Of($"The query parameter 'asOf' is '{moment}'; allowed is a moment of the years 1 to 9999 in ISO 8601."));
        return await ShapeAsync(context, "memory.search", MemoryEndpoints.Arguments(arguments), result =>
            result is SearchAnswer found ? JsonSerializer.SerializeToNode(found, json.Options)!["memories"]!.DeepClone() : null);
    }

    /// <summary>An operation on one memory; one that the caller may not see is not there.</summary>
    public async Task<IResult> RunAsync(HttpContext context, string operation, string id, JsonObject arguments)
    {
        if (!Guid.TryParse(id, CultureInfo.InvariantCulture, out var known))
            throw new ProblemException(ProblemKind.WrongArguments.Of($"'{(id.Length > 60 ? id[..60] : id)}' is no memory's id; an id is a UUID, such as POST /memory answers."));
        if (await store.FindAsync(known, context.RequestAborted) is not { } memory || !HydraBot.Memory.Privacy.Audience.Heard(context.Caller).Contains(memory.Audience))
            throw new ProblemException(ProblemKind.NotFound.Of($"There is no memory {known} that this key may see."));
        arguments["id"] = known;
        return await http.RunAsync(context, operation, MemoryEndpoints.Arguments(arguments));
    }

    private static JsonArray Ids(IReadOnlyList<Guid> ids) => [.. ids.Select(id => JsonValue.Create(id))];

    private async Task<IResult> ShapeAsync(HttpContext context, string operation, JsonElement arguments, Func<object, JsonNode?> shape)
    {
        var request = OperationRequest.Create(operation, arguments, context.Caller, Door.Http, time, context.CorrelationId);
        var outcome = await road.ExecuteAsync(request, progress: null, context.RequestAborted);
        return outcome is OperationOutcome.Done done && shape(done.Result.Value) is { } node
            ? TypedResults.Text(node.ToJsonString(json.Options), "application/json; charset=utf-8")
            : OutcomeAnswer.Of(outcome, json.Options);
    }
}
