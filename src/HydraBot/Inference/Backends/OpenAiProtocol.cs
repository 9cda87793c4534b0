using System.Net.Http.Headers;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>OpenAI's own, which most servers speak: the bytes go through as they are, but for the model's name where it is another.</summary>
internal sealed class OpenAiProtocol(InferenceHttp http) : IBackendProtocol
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public bool Speaks(EndpointProtocol protocol) => protocol == EndpointProtocol.OpenAI;

    public async Task<HttpResponseMessage> AskAsync(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body, AttemptRun run, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, call.Kind switch
        {
            InferenceKind.Chat => target.Endpoint.Chat,
            InferenceKind.Completion => target.Endpoint.Completions,
            _ => target.Endpoint.Embeddings,
        })
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = Json;
        if (target.Endpoint.Authorization is { } authorization)
            request.Headers.Authorization = authorization;
        return await http.Sender.SendAsync(request, cancellationToken);
    }

    public byte[]? ErrorOf(byte[] body) => BackendReply.ErrorOf(body);
}
