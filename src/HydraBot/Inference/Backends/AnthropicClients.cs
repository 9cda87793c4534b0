using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace HydraBot.Inference.Backends;

/// <summary>Anthropic's own library, made when it is first needed: a house that asks no such endpoint does not load it.</summary>
internal sealed class AnthropicClients : IDisposable
{
    /// <summary>Anthropic wants a limit; where the caller sets none, this is one that every model takes.</summary>
    public const int StandardTokens = 4096;

    private AnthropicClient? _client;

    /// <summary>A client for one question: its request and its answer go through the transport.</summary>
    public IChatClient For(AnthropicTransport transport, AnthropicThinkingMode thinking) => LazyInitializer.EnsureInitialized(ref _client, Make)
        .WithOptions(options => options with { HttpClient = new HttpClient(transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan } })
        .AsIChatClient(defaultModelId: null, StandardTokens, thinking);

    public void Dispose() => _client?.Dispose();

    /// <summary>
    /// Address, key and headers are the transport's affair, time limits and asking again the pipeline's. What the library would else take from the environment (keys,
    /// profiles on the disk, an address, what it tells to telemetry) is set to nothing.
    /// </summary>
    private static AnthropicClient Make() => new(new ClientOptions
    {
        ApiKey = null,
        AuthToken = null,
        BaseUrl = "http://localhost",
        MaxRetries = 0,
        Timeout = Timeout.InfiniteTimeSpan,
        OpenTelemetry = false,
    });
}
