using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>How a backend is asked, and how its answer reads in OpenAI's words.</summary>
internal interface IBackendProtocol
{
    bool Speaks(EndpointProtocol protocol);

    /// <exception cref="InferenceFaultException">This backend cannot be asked for it.</exception>
    HttpRequestMessage Request(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body);

    /// <summary>A refusal in OpenAI's shape; null where the body says nothing.</summary>
    byte[]? ErrorOf(byte[] body);

    /// <summary>The answer's bytes, as OpenAI would send them.</summary>
    ValueTask<Stream> OpenAsync(InferenceCall call, HttpResponseMessage response, AttemptRun run, CancellationToken cancellationToken);
}
