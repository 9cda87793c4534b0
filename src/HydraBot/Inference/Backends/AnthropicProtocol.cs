using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>Anthropic's Messages API (docs.anthropic.com, version 2023-06-01), asked and answered in OpenAI's words.</summary>
internal sealed class AnthropicProtocol(TimeProvider time) : IBackendProtocol
{
    private const string Version = "2023-06-01";
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Adds key and version.</summary>
    public static void Sign(HttpRequestMessage request, InferenceEndpoint endpoint)
    {
        request.Headers.Add("anthropic-version", Version);
        if (endpoint.ApiKey is { Length: > 0 } key)
            request.Headers.Add("x-api-key", key);
    }

    public bool Speaks(EndpointProtocol protocol) => protocol == EndpointProtocol.Anthropic;

    public HttpRequestMessage Request(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body)
    {
        if (call.Kind != InferenceKind.Chat)
            throw new InferenceFaultException(InferenceFault.Invalid($"{target.Endpoint.Name} speaks Anthropic's API, which has conversations alone."));
        var asked = JsonNode.Parse(body.Span)!.AsObject();
        asked["model"] = target.Model;
        var request = new HttpRequestMessage(HttpMethod.Post, target.Endpoint.Messages) { Content = new ReadOnlyMemoryContent(Bytes(AnthropicQuestion.Of(asked))) };
        request.Content.Headers.ContentType = Json;
        Sign(request, target.Endpoint);
        return request;
    }

    public async ValueTask<Stream> OpenAsync(InferenceCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        if (call.Facts.Stream)
            return new AnthropicStream(await response.Content.ReadAsStreamAsync(cancellationToken), created);
        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)) as JsonObject ?? throw new JsonException("It is no object.");
        return new MemoryStream(Bytes(AnthropicAnswer.Of(answer, created)));
    }

    private static byte[] Bytes(JsonObject value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Writing))
            value.WriteTo(json);
        return buffer.ToArray();
    }
}
