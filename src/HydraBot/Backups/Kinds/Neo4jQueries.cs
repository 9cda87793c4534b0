using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Backups.Kinds;

/// <summary>Neo4j's Query API, since 5.19, with typed JSON: what is read can be written again as it was.</summary>
internal sealed class Neo4jQueries(HttpClient http, BackupTargetOptions options, string database)
{
    private const string Name = "Neo4j", Typed = "application/vnd.neo4j.query";

    private string Root => $"{options.Url!.TrimEnd('/')}/db/{Uri.EscapeDataString(database)}/query/v2";

    /// <summary>Runs a statement by itself and returns its rows.</summary>
    public async Task<IReadOnlyList<JsonElement[]>> RunAsync(string statement, string? parameters, CancellationToken cancellationToken) =>
        Rows(await SendAsync(HttpMethod.Post, Root, Body(statement, parameters), null, cancellationToken));

    public async Task<Neo4jTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, $"{Root}/tx", "{}", null);
        using var response = await HttpDatabase.SendAsync(http, request, Name, cancellationToken);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var affinity = response.Headers.TryGetValues("neo4j-cluster-affinity", out var values) ? values.First() : null;
        return body.At("transaction")?.Text("id") is { Length: > 0 } id ? new Neo4jTransaction(this, $"{Root}/tx/{id}", affinity) : throw new OperationException("Neo4j opened no transaction.");
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string address, string? body, string? affinity, CancellationToken cancellationToken)
    {
        using var request = Request(method, address, body, affinity);
        var answer = await HttpDatabase.AskAsync(http, request, Name, cancellationToken);
        return answer.ItemsAt("errors").FirstOrDefault() is { ValueKind: JsonValueKind.Object } error ? throw new OperationException($"Neo4j says: {error.Text("message")}") : answer;
    }

    public static IReadOnlyList<JsonElement[]> Rows(JsonElement answer) => [.. answer.At("data")?.ItemsAt("values").Select(row => row.Items.ToArray()) ?? []];

    public static string Body(string statement, string? parameters) =>
        $$"""{"statement":{{JsonSerializer.Serialize(statement, KindJson.Default.String)}},"parameters":{{parameters ?? "{}"}}}""";

    private HttpRequestMessage Request(HttpMethod method, string address, string? body, string? affinity)
    {
        var request = new HttpRequestMessage(method, new Uri(address)) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(Typed) } } };
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(Typed));
        if (options.Password is { Length: > 0 } password)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User ?? "neo4j"}:{password}")));
        if (affinity is not null)
            request.Headers.TryAddWithoutValidation("neo4j-cluster-affinity", affinity);
        return request;
    }
}

/// <summary>An explicit transaction; rolled back unless it was committed.</summary>
internal sealed class Neo4jTransaction(Neo4jQueries api, string address, string? affinity) : IAsyncDisposable
{
    private bool _over;

    public async Task<IReadOnlyList<JsonElement[]>> RunAsync(string statement, string? parameters, CancellationToken cancellationToken) =>
        Neo4jQueries.Rows(await api.SendAsync(HttpMethod.Post, address, Neo4jQueries.Body(statement, parameters), affinity, cancellationToken));

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        _over = true;
        await api.SendAsync(HttpMethod.Post, $"{address}/commit", "{}", affinity, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_over)
            return;
        try
        {
            await api.SendAsync(HttpMethod.Delete, address, null, affinity, CancellationToken.None);
        }
        catch (OperationException)
        {
            // Neo4j lets it lapse by itself, half a minute after the last call.
        }
    }
}
