using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>Asks one model on one endpoint by itself, past routing and cache, and takes the times.</summary>
internal sealed class EndpointTrial(InferenceHttp http, TimeProvider time)
{
    /// <summary>Throws what <see cref="EndpointTrouble.Covers"/> where the connection fails; what the server says is in the result.</summary>
    public async Task<TrialTimes> AskAsync(ModelPlace place, string prompt, int tokens, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{place.Url}/chat/completions"))
        {
            Content = new StringContent(Body(place, prompt, tokens), Encoding.UTF8, "application/json"),
        };
        if (place.ApiKey is { Length: > 0 } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return new TrialTimes(0, Milliseconds(), 0, EndpointTrouble.Of((int)response.StatusCode));
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var (first, pieces, told) = (0.0, 0L, (long?)null);
        while (await lines.ReadLineAsync(cancellationToken) is { } line && line != "data: [DONE]")
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
                continue;
            var chunk = JsonElement.Parse(line[6..]);
            if (HasText(chunk) && ++pieces == 1)
                first = Milliseconds();
            if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty("completion_tokens", out var count))
                told = count.GetInt64();
        }

        return pieces == 0 ? new TrialTimes(0, Milliseconds(), 0, "it sent no answer") : new TrialTimes(first, Milliseconds(), told ?? pieces, null);

        double Milliseconds() => time.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Thoughts are tokens too.</summary>
    private static bool HasText(JsonElement chunk) =>
        chunk.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0
        && choices[0].TryGetProperty("delta", out var delta) && delta.ValueKind == JsonValueKind.Object
        && ((string[])["content", "reasoning_content", "reasoning"]).Any(name => delta.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 });

    private static string Body(ModelPlace place, string prompt, int tokens) => new JsonObject
    {
        ["model"] = place.Model,
        ["stream"] = true,
        ["stream_options"] = new JsonObject { ["include_usage"] = true },
        ["max_tokens"] = tokens,
        ["temperature"] = 0,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
    }.ToJsonString();
}

/// <summary>What an answer took.</summary>
/// <param name="First">Milliseconds until the first token.</param>
/// <param name="Whole">Milliseconds until the end.</param>
/// <param name="Tokens">Written.</param>
/// <param name="Trouble">Why there is no answer; null where there is.</param>
internal sealed record TrialTimes(double First, double Whole, long Tokens, string? Trouble)
{
    public double TokensPerSecond => Tokens * 1000.0 / Math.Max(1, Whole - First);
}
