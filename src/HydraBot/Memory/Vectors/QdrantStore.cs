using System.Text.Json.Nodes;

namespace HydraBot.Memory.Vectors;

/// <summary>Qdrant said no, or said nothing.</summary>
internal sealed class VectorStoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Nearest vectors on a Qdrant server, by its REST API (https://api.qdrant.tech; <c>/points/query</c>, since 1.19 has no <c>/points/search</c>).</summary>
internal sealed class QdrantStore(HttpClient http, string collection) : IVectorStore
{
    private bool _made;

    public string Name => "qdrant";

    public async Task UpsertAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken)
    {
        if (points.Count == 0)
            return;
        await MakeAsync(points[0].Vector.Length, cancellationToken);
        await SendAsync(HttpMethod.Put, "points?wait=true", new JsonObject
        {
            ["points"] = new JsonArray([.. points.Select(point => new JsonObject
            {
                ["id"] = point.Id.ToString(),
                ["vector"] = Numbers(point.Vector),
                ["payload"] = new JsonObject
                {
                    ["tier"] = (int)point.Tier,
                    ["audience"] = point.Audience,
                    ["tags"] = new JsonArray([.. point.Tags.Select(tag => JsonValue.Create(tag.ToLowerInvariant()))]),
                    ["occurredAt"] = point.OccurredAt,
                },
            })]),
        }, cancellationToken);
    }

    public Task RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post, "points/delete?wait=true", new JsonObject { ["points"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id.ToString()))]) }, cancellationToken, missing: true);

    /// <exception cref="VectorStoreException">It does not answer.</exception>
    public Task LookAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "", null, cancellationToken, missing: true);

    /// <summary>Removes the collection with all that is in it.</summary>
    public Task DropAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, "", null, cancellationToken, missing: true);

    public async Task<IReadOnlyList<(Guid Id, float Similarity)>> SearchAsync(ReadOnlyMemory<float> query, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        var must = new JsonArray();
        if (filter.Audiences is { } audiences)
            must.Add(Any("audience", audiences.Order(StringComparer.Ordinal).Select(audience => JsonValue.Create(audience))));
        if (filter.Tiers.Count > 0)
            must.Add(Any("tier", filter.Tiers.Select(tier => JsonValue.Create((int)tier))));
        foreach (var tag in filter.Tags)
            must.Add(new JsonObject { ["key"] = "tags", ["match"] = new JsonObject { ["value"] = tag.ToLowerInvariant() } });
        if (filter.From is not null || filter.To is not null)
            must.Add(new JsonObject { ["key"] = "occurredAt", ["range"] = new JsonObject { ["gte"] = filter.From, ["lte"] = filter.To } });
        var answer = await SendAsync(HttpMethod.Post, "points/query", new JsonObject
        {
            ["query"] = Numbers(query),
            ["filter"] = new JsonObject { ["must"] = must },
            ["limit"] = limit,
            ["with_payload"] = false,
        }, cancellationToken, missing: true);
        return answer?["result"]?["points"] is not JsonArray points
            ? []
            : [.. points.Select(point => (Guid.Parse(point!["id"]!.GetValue<string>()), point["score"]!.GetValue<float>()))];
    }

    private static JsonObject Any(string key, IEnumerable<JsonValue> values) =>
        new() { ["key"] = key, ["match"] = new JsonObject { ["any"] = new JsonArray([.. values]) } };

    private static JsonArray Numbers(ReadOnlyMemory<float> vector) => new([.. vector.ToArray().Select(number => JsonValue.Create(number))]);

    private async Task MakeAsync(int dimensions, CancellationToken cancellationToken)
    {
        if (_made)
            return;
        if (await SendAsync(HttpMethod.Get, "", null, cancellationToken, missing: true) is null)
        {
            await SendAsync(HttpMethod.Put, "", new JsonObject
            {
                ["vectors"] = new JsonObject { ["size"] = dimensions, ["distance"] = "Cosine" },
            }, cancellationToken);
            foreach (var (field, schema) in ((string, string)[])[("audience", "keyword"), ("tags", "keyword"), ("tier", "integer"), ("occurredAt", "integer")])
                await SendAsync(HttpMethod.Put, "index?wait=true", new JsonObject { ["field_name"] = field, ["field_schema"] = schema }, cancellationToken);
        }

        _made = true;
    }

    /// <exception cref="VectorStoreException">The server does not answer, or not well.</exception>
    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, bool missing = false)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri($"collections/{Uri.EscapeDataString(collection)}{(path.Length == 0 ? "" : "/")}{path}", UriKind.Relative));
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request, cancellationToken);
            if (missing && response.StatusCode == System.Net.HttpStatusCode.NotFound)
                return null;
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? JsonNode.Parse(text) : throw new VectorStoreException($"Qdrant answers {(int)response.StatusCode}: {text[..Math.Min(200, text.Length)]}");
        }
        catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new VectorStoreException($"Qdrant at {http.BaseAddress} does not answer: {exception.Message}", exception);
        }
    }
}
