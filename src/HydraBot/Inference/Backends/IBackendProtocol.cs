using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>How a backend is asked, and how its answer reads in OpenAI's words.</summary>
internal interface IBackendProtocol
{
    bool Speaks(EndpointProtocol protocol);

    /// <summary>Its answer as OpenAI would send it, as soon as it begins; a refusal has the backend's own body.</summary>
    /// <exception cref="InferenceFaultException">This backend cannot be asked for it.</exception>
    Task<HttpResponseMessage> AskAsync(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body, AttemptRun run, CancellationToken cancellationToken);

    /// <summary>A refusal in OpenAI's shape; null where the body says nothing.</summary>
    byte[]? ErrorOf(byte[] body);
}
