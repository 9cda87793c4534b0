using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Backends;

/// <summary>Anthropic's Messages API (docs.anthropic.com, version 2023-06-01) through its own library, asked and answered in OpenAI's words.</summary>
internal sealed class AnthropicProtocol(InferenceHttp http, IOptions<InferenceOptions> options, TimeProvider time) : IBackendProtocol, IDisposable
{
    private const string Version = "2023-06-01";

    private readonly AnthropicClients _clients = new();
    private readonly AnthropicTastes _tastes = new();

    /// <summary>Adds key and version.</summary>
    public static void Sign(HttpRequestMessage request, InferenceEndpoint endpoint)
    {
        request.Headers.Add("anthropic-version", Version);
        if (endpoint.ApiKey is { Length: > 0 } key)
            request.Headers.Add("x-api-key", key);
    }

    public bool Speaks(EndpointProtocol protocol) => protocol == EndpointProtocol.Anthropic;

    public async Task<HttpResponseMessage> AskAsync(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body, AttemptRun run, CancellationToken cancellationToken)
    {
        if (call.Kind != InferenceKind.Chat)
            throw new InferenceFaultException(InferenceFault.Invalid($"{target.Endpoint.Name} speaks Anthropic's API, which has conversations alone."));
        while (true)
        {
            try
            {
                return await OnceAsync(call, target, body, run, cancellationToken);
            }
            catch (AnthropicRefusal refusal)
            {
                // What this model does not take is left out, and it is asked once more; all else is for the pipeline to judge.
                if ((int)refusal.Response.StatusCode != 400 || !_tastes.Learn(target, BackendReply.MessageOf(BackendReply.ErrorOf(await refusal.Response.Content.ReadAsByteArrayAsync(cancellationToken)))))
                    return refusal.Response;
                refusal.Response.Dispose();
            }
        }
    }

    /// <summary><c>{"type":"error","error":{"type","message"}}</c>: the type is what OpenAI's clients look for as the code, too.</summary>
    public byte[]? ErrorOf(byte[] body)
    {
        if (BackendReply.MessageOf(BackendReply.ErrorOf(body)) is not { } message)
            return null;
        var type = JsonText.Of(JsonText.Object(body)["error"]?["type"]) ?? "invalid_request_error";
        return JsonText.Bytes(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = type } });
    }

    public void Dispose() => _clients.Dispose();

    private async Task<HttpResponseMessage> OnceAsync(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body, AttemptRun run, CancellationToken cancellationToken)
    {
        var (asked, names, question) = Question(target, body.Span);
        var created = time.GetUtcNow().ToUnixTimeSeconds();
        var transport = new AnthropicTransport(http, target.Endpoint, options.Value, run, call.Facts.Stream);
        try
        {
            var client = _clients.For(transport, _tastes.Of(target).HasFlag(AnthropicDislikes.Adaptive) ? AnthropicThinkingMode.Extended : AnthropicThinkingMode.Adaptive);
            if (call.Facts.Stream)
            {
                var usage = asked["stream_options"]?["include_usage"] is JsonValue value && value.TryGetValue<bool>(out var wanted) && wanted;
                var updates = client.GetStreamingResponseAsync(question.Messages, question.Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
                var stream = new AnthropicStream(updates, transport, names, created, usage);
                await stream.BeginAsync();
                if (!transport.CameWhole)
                    return Answer(new StreamContent(stream), "text/event-stream");
            }

            var whole = await AnthropicFaults.AskAsync(() => client.GetResponseAsync(question.Messages, question.Options, cancellationToken));
            transport.Dispose();
            return Answer(new ByteArrayContent(AnthropicFaults.Look(() => JsonText.Bytes(AnthropicAnswer.Of(whole, names, created)))), "application/json");
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    private (JsonObject Asked, AnthropicNames Names, AnthropicQuestion Question) Question(ModelChoice target, ReadOnlySpan<byte> body)
    {
        try
        {
            var asked = JsonText.Object(body);
            var names = AnthropicNames.Of(asked);
            return (asked, names, AnthropicQuestion.Of(asked, target.Model, names, _tastes.Of(target)));
        }
        catch (JsonException exception)
        {
            throw new InferenceFaultException(InferenceFault.Invalid($"The body cannot be said in Anthropic's words: {exception.Message}"));
        }
    }

    private static HttpResponseMessage Answer(HttpContent content, string type)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpResponseMessage { Content = content };
    }
}
