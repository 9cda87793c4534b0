using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Improvement.Speed;

/// <summary>Calls of a server's own administration.</summary>
internal sealed class SpeedHttp(InferenceHttp http, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="OperationException">It does not answer with JSON.</exception>
    public async Task<JsonElement> GetAsync(InferenceEndpoint endpoint, Uri address, string? adminKey, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Sign(new HttpRequestMessage(HttpMethod.Get, address), endpoint, adminKey);
            using var response = await http.Client.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            return response.IsSuccessStatusCode ? JsonElement.Parse(text) : throw Refused(endpoint, address, (int)response.StatusCode, text);
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationException($"{endpoint.Name} at {address}: {EndpointTrouble.Of(exception, Patience)}.", exception);
        }
    }

    /// <summary>Posts, and reads the answer to its end: JSON, or events of which one may be an error.</summary>
    /// <exception cref="OperationException">It refuses, or an event says that it failed.</exception>
    public async Task PostAsync(InferenceEndpoint endpoint, Uri address, string? adminKey, JsonObject? body, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Sign(new HttpRequestMessage(HttpMethod.Post, address), endpoint, adminKey);
            request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(either.Token));
            if (!response.IsSuccessStatusCode)
                throw Refused(endpoint, address, (int)response.StatusCode, await lines.ReadToEndAsync(either.Token));
            while (await lines.ReadLineAsync(either.Token) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains("\"error\"", StringComparison.Ordinal))
                    throw Refused(endpoint, address, (int)response.StatusCode, line[5..]);
            }
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationException($"{endpoint.Name} at {address}: {EndpointTrouble.Of(exception, patience)}.", exception);
        }
    }

    private static HttpRequestMessage Sign(HttpRequestMessage request, InferenceEndpoint endpoint, string? adminKey)
    {
        if (endpoint.Authorization is { } authorization)
            request.Headers.Authorization = authorization;
        if (adminKey is { Length: > 0 })
            request.Headers.TryAddWithoutValidation("x-admin-key", adminKey);
        return request;
    }

    private static OperationException Refused(InferenceEndpoint endpoint, Uri address, int status, string said) =>
        new($"{endpoint.Name} at {address} says {status}: {(said.Length > 300 ? $"{said[..300]}…" : said).Trim()}");
}
