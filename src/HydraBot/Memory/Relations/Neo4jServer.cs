using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Relations;

/// <summary>
/// A Neo4j server by its Query API (<c>POST /db/{name}/query/v2</c>, https://neo4j.com/docs/query-api; Neo4j 5.19 and later). What varies is a parameter, never a part of the statement.
/// </summary>
internal sealed class Neo4jServer : IDisposable
{
    private readonly HttpClient? _http;
    private readonly Uri _path = new("query/v2", UriKind.Relative);

    public Neo4jServer(IOptions<MemoryOptions> options)
    {
        var settings = options.Value.Neo4j;
        if (settings.Url is not { Length: > 0 } url)
            return;
        _http = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(10) };
        _path = new Uri($"db/{Uri.EscapeDataString(settings.Database)}/query/v2", UriKind.Relative);
        if (settings.User is { Length: > 0 } user)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings.Password}")));
    }

    public bool IsSet => _http is not null;

    /// <summary>Runs one statement; the first column of what it gives, as text.</summary>
    /// <exception cref="GraphException">The server does not answer, or says no.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(string statement, JsonObject parameters, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Content = new StringContent(new JsonObject { ["statement"] = statement, ["parameters"] = parameters }.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await _http!.SendAsync(request, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken) is { Length: > 0 } text ? JsonNode.Parse(text) : null;
            // An error may come with a status that says all is well, once the answer was begun.
            if (answer?["errors"] is JsonArray { Count: > 0 } errors)
                throw new GraphException($"Neo4j says {errors[0]?["code"]}: {errors[0]?["message"]}");
            if (!response.IsSuccessStatusCode)
                throw new GraphException($"Neo4j answers {(int)response.StatusCode}.");
            return answer?["data"]?["values"] is JsonArray rows ? [.. rows.Select(row => row![0]!.ToString())] : [];
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new GraphException($"Neo4j at {_http!.BaseAddress} does not answer: {exception.Message}", exception);
        }
    }

    public void Dispose() => _http?.Dispose();
}
