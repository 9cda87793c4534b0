using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;

namespace HydraBot.Memory.Embeddings;

/// <summary>The embedding model that the settings name.</summary>
internal sealed class EmbeddingEndpoint(IOptions<MemoryOptions> options) : IDisposable
{
    private readonly EmbeddingOptions _options = options.Value.Embeddings;
    private IEmbeddingGenerator<string, Embedding<float>>? _generator;

    public bool IsSet => !string.IsNullOrEmpty(_options.Url);

    /// <summary>Kept with each vector: vectors of two models are never compared.</summary>
    public string Model => _options.Model ?? "";

    /// <summary>A vector a text, in order.</summary>
    /// <exception cref="ClientResultException">The server says no.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        _generator ??= new OpenAIClient(
                new ApiKeyCredential(_options.ApiKey is { Length: > 0 } key ? key : "none"),
                new OpenAIClientOptions { Endpoint = new Uri(_options.Url!.TrimEnd('/')), RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = TimeSpan.FromSeconds(30) })
            .GetEmbeddingClient(Model).AsIEmbeddingGenerator();
        var made = await _generator.GenerateAsync(texts, null, cancellationToken);
        return [.. made.Select(one => one.Vector)];
    }

    public void Dispose() => _generator?.Dispose();
}
