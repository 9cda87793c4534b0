using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Backends;

/// <summary>Anthropic's Messages API (docs.anthropic.com, version 2023-06-01), asked and answered in OpenAI's words.</summary>
internal sealed class AnthropicProtocol(IOptions<InferenceOptions> options, TimeProvider time) : IBackendProtocol
{
    private const string Version = "2023-06-01";

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
        var request = new HttpRequestMessage(HttpMethod.Post, target.Endpoint.Messages) { Content = new ReadOnlyMemoryContent(Question(target.Model, body.Span)) };
        request.Content.Headers.ContentType = Json;
        Sign(request, target.Endpoint);
        return request;
    }

    /// <summary><c>{"type":"error","error":{"type","message"}}</c>: the type is what OpenAI's clients look for as the code, too.</summary>
    public byte[]? ErrorOf(byte[] body)
    {
        if (BackendReply.MessageOf(BackendReply.ErrorOf(body)) is not { } message)
            return null;
        var type = JsonText.Of(JsonText.Object(body)["error"]?["type"]) ?? "invalid_request_error";
        return JsonText.Bytes(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = type } });
    }

    public async ValueTask<Stream> OpenAsync(InferenceCall call, HttpResponseMessage response, AttemptRun run, CancellationToken cancellationToken)
    {
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        var asked = JsonText.Object(call.Body.Span);
        var names = AnthropicNames.Of(asked);
        if (call.Facts.Stream && BackendReply.IsEventStream(response))
        {
            var usage = asked["stream_options"]?["include_usage"] is JsonValue value && value.TryGetValue<bool>(out var wanted) && wanted;
            return new AnthropicStream(new BoundedLines(await response.Content.ReadAsStreamAsync(cancellationToken), options.Value.MaxEventMb * 1024 * 1024), names, run, created, usage);
        }

        await response.Content.LoadIntoBufferAsync(options.Value.MaxAnswerMb * 1024L * 1024L, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!Utf8.IsValid(body))
        {
            body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
            run.Repaired = true;
        }

        return new MemoryStream(JsonText.Read(() => JsonText.Bytes(AnthropicAnswer.Of(JsonText.Object(body), names, created))));
    }

    private static byte[] Question(string model, ReadOnlySpan<byte> body)
    {
        try
        {
            var asked = JsonText.Object(body);
            asked["model"] = model;
            return JsonText.Bytes(AnthropicQuestion.Of(asked));
        }
        catch (JsonException exception)
        {
            throw new InferenceFaultException(InferenceFault.Invalid($"The body cannot be said in Anthropic's words: {exception.Message}"));
        }
    }
}
