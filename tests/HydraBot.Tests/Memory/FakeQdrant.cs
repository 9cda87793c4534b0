using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HydraBot.Tests.Memory;

/// <summary>The part of Qdrant's REST API that memory uses, by its OpenAPI document of 1.19, on a socket; and an embedding model beside it.</summary>
public sealed class FakeQdrant : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, (float[] Vector, JsonNode Payload)>> _collections = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private readonly Channel<int> _counts = Channel.CreateUnbounded<int>();
    private FakeQdrant(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public bool Dead { get; set; }

    /// <summary>It takes what it is asked and says nothing; models answer.</summary>
    public bool Silent { get; set; }

    /// <summary>How often it answered a search.</summary>
    public int Queries { get; private set; }

    /// <summary>How many texts of a model may be embedded still; where it is not named, all.</summary>
    public ConcurrentDictionary<string, int> Allowed { get; } = new(StringComparer.Ordinal);

    /// <summary>How many texts were embedded by a model.</summary>
    public ConcurrentDictionary<string, int> Embedded { get; } = new(StringComparer.Ordinal);

    /// <summary>Collections, and how many points are in each.</summary>
    public IReadOnlyDictionary<string, int> Collections => _collections.ToDictionary(pair => pair.Key, pair => pair.Value.Count);

    public bool Holds(Guid id) => _collections.Values.Any(points => points.ContainsKey(id.ToString()));

    /// <summary>Ends when all of these points are there.</summary>
    public async Task HoldsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        // Every upsert tells.
        while (!ids.All(Holds))
            await _counts.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Ends when none of these points is there.</summary>
    public async Task LosesAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        while (ids.Any(Holds))
            await _counts.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>What was embedded, by any model.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public static async Task<FakeQdrant> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var qdrant = new FakeQdrant(app);
        app.Run(qdrant.AnswerAsync);
        await app.StartAsync();
        return qdrant;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (path, method) = (context.Request.Path.Value!, context.Request.Method);
        var body = method is "GET" or "DELETE" ? null : await JsonNode.ParseAsync(context.Request.Body);
        if (path == "/v1/embeddings")
        {
            var texts = body!["input"] is JsonArray many ? many.Select(text => text!.GetValue<string>()) : [body["input"]!.GetValue<string>()];
            var model = body["model"]!.GetValue<string>();
            foreach (var text in texts)
                Texts.Enqueue(text);
            if (Allowed.TryGetValue(model, out var left) && left < texts.Count())
            {
                context.Response.StatusCode = 503;
                return;
            }

            Allowed.AddOrUpdate(model, int.MaxValue, (_, before) => before == int.MaxValue ? before : before - texts.Count());
            Embedded.AddOrUpdate(model, texts.Count(), (_, before) => before + texts.Count());
            var data = new JsonArray([.. texts.Select((text, place) => new JsonObject { ["object"] = "embedding", ["index"] = place, ["embedding"] = Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Meaning(text).AsSpan())) })]);
            await context.Response.WriteAsync(new JsonObject { ["object"] = "list", ["model"] = "fake", ["data"] = data, ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["total_tokens"] = 1 } }.ToJsonString());
            return;
        }

        if (Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        context.Response.StatusCode = Dead ? 503 : 200;
        var result = Dead ? null : Qdrant(context, path.Split('/')[2], path.Split('/')[3..], method, body);
        await context.Response.WriteAsync(new JsonObject { ["result"] = result, ["status"] = context.Response.StatusCode == 200 ? "ok" : new JsonObject { ["error"] = "no" } }.ToJsonString());
    }

    private JsonNode? Qdrant(HttpContext context, string collection, string[] rest, string method, JsonNode? body)
    {
        if (!_collections.TryGetValue(collection, out var held) && (method, rest) is not ("PUT", []))
        {
            context.Response.StatusCode = 404;
            return null;
        }

        switch (method, string.Join('/', rest))
        {
            case ("GET", ""):
                return "green";
            case ("DELETE", ""):
                return _collections.TryRemove(collection, out _);
            case ("PUT", ""):
                return body!["vectors"]!["size"]!.GetValue<int>() > 0 && _collections.TryAdd(collection, new(StringComparer.Ordinal));
            case ("PUT", "index"):
                return true;
            case ("PUT", "points"):
                foreach (var point in body!["points"]!.AsArray())
                    held![point!["id"]!.GetValue<string>()] = ([.. point["vector"]!.AsArray().Select(number => number!.GetValue<float>())], point["payload"]!.DeepClone());
                _counts.Writer.TryWrite(held!.Count);
                return true;
            case ("POST", "points/delete"):
                foreach (var id in body!["points"]!.AsArray())
                    held!.TryRemove(id!.GetValue<string>(), out _);
                _counts.Writer.TryWrite(held!.Count);
                return true;
            case ("POST", "points/query"):
                Queries++;
                var query = body!["query"]!.AsArray().Select(number => number!.GetValue<float>()).ToArray();
                return new JsonObject
                {
                    ["points"] = new JsonArray([.. held!.Where(point => Fits(point.Value.Payload, body["filter"]!["must"]!.AsArray()))
                        .Select(point => (point.Key, Score: TensorPrimitives.CosineSimilarity<float>(query, point.Value.Vector)))
                        .OrderByDescending(point => point.Score).Take(body["limit"]!.GetValue<int>())
                        .Select(point => new JsonObject { ["id"] = point.Key, ["version"] = 1, ["score"] = point.Score })]),
                };
            default:
                context.Response.StatusCode = 404;
                return null;
        }
    }

    private static bool Fits(JsonNode payload, JsonArray must) => must.All(condition =>
    {
        var value = payload[condition!["key"]!.GetValue<string>()]!;
        if (condition["range"] is { } range)
            return (range["gte"] is null || value.GetValue<long>() >= range["gte"]!.GetValue<long>()) && (range["lte"] is null || value.GetValue<long>() <= range["lte"]!.GetValue<long>());
        var wanted = condition["match"]!["any"] is JsonArray any ? any.ToArray() : [condition["match"]!["value"]];
        var held = value is JsonArray array ? array.ToArray() : [value];
        return held.Any(one => wanted.Any(other => JsonNode.DeepEquals(one, other)));
    });

    /// <summary>Two things that mean the same have the same vector, whatever their words.</summary>
    private static float[] Meaning(string text) =>
        text.Contains("feline", StringComparison.Ordinal) || text.Contains("whiskers", StringComparison.Ordinal) ? [1, 0, 0.1f] : [0, 1, 0.1f * (text.Length % 7)];
}
