using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>How fast each model on each endpoint answers: first token, tokens a second, whole.</summary>
internal sealed class LatencySuite(IModelBench models, InferenceHttp http, TimeProvider time) : IBenchmarkSuite
{
    private const int Tokens = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => "latency";

    public string Title => "Inference latency of each endpoint and model: first token, tokens a second, whole answer";

    public string Unit => "ms";

    public int Standard => 10;

    public bool IsGuard => false;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => models.MissingAsync(cancellationToken);

    /// <remarks>So many questions to each model, one model after the other.</remarks>
    public async Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
    [
        .. (await models.PlacesAsync(cancellationToken)).SelectMany(place => Enumerable.Range(0, count)
            .Select(number => new LatencyItem(string.Create(CultureInfo.InvariantCulture, $"{place} {number}"), place, unchecked((uint)(source.Seed + (number * 104_729))) % 9000 + 1000))),
    ];

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var latency = (LatencyItem)item;
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var began = time.GetTimestamp();
        try
        {
            return await AskAsync(latency, began, either.Token);
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Measurement(0, Milliseconds(began), Milliseconds(began), Note: EndpointTrouble.Of(exception, Patience));
        }
    }

    private async Task<Measurement> AskAsync(LatencyItem item, long began, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{item.Place.Url}/chat/completions"))
        {
            Content = new StringContent(Body(item), Encoding.UTF8, "application/json"),
        };
        if (item.Place.ApiKey is { Length: > 0 } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return new Measurement(0, Milliseconds(began), Milliseconds(began), Note: EndpointTrouble.Of((int)response.StatusCode));
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var (first, pieces, told) = (0.0, 0L, (long?)null);
        while (await lines.ReadLineAsync(cancellationToken) is { } line && line != "data: [DONE]")
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
                continue;
            var chunk = JsonElement.Parse(line[6..]);
            if (HasText(chunk) && ++pieces == 1)
                first = Milliseconds(began);
            if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty("completion_tokens", out var count))
                told = count.GetInt64();
        }

        var whole = Milliseconds(began);
        if (pieces == 0)
            return new Measurement(0, whole, whole, Note: "it sent no answer");
        var tokens = told ?? pieces;
        return new Measurement(1 / (1 + (whole / 1000)), whole, whole, tokens)
        {
            Parts = new Dictionary<string, double>
            {
                [$"{item.Place} first token ms"] = Math.Round(first, 1),
                [$"{item.Place} tokens a second"] = Math.Round(tokens * 1000.0 / Math.Max(1, whole - first), 1),
                [$"{item.Place} ms"] = Math.Round(whole, 1),
            },
        };
    }

    private static bool HasText(JsonElement chunk) =>
        chunk.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0
        && choices[0].TryGetProperty("delta", out var delta) && delta.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String && content.GetString() is { Length: > 0 };

    private static string Body(LatencyItem item) => new JsonObject
    {
        ["model"] = item.Place.Model,
        ["stream"] = true,
        ["stream_options"] = new JsonObject { ["include_usage"] = true },
        ["max_tokens"] = Tokens,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = string.Create(CultureInfo.InvariantCulture, $"Count upwards from {item.Start}, one number a line.") }),
    }.ToJsonString();

    private double Milliseconds(long began) => time.GetElapsedTime(began).TotalMilliseconds;

    private sealed record LatencyItem(string Id, ModelPlace Place, uint Start) : BenchmarkItem(Id);
}
