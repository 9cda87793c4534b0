using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace HydraBot.Memory.Embeddings;

/// <summary>Embeds questions and memories by one model.</summary>
internal sealed class EmbeddingModel(EmbeddingSource source, string identity, OnnxModelFiles? files, string? apiKey) : IDisposable
{
    private const int LongestText = 8000;

    private readonly SemaphoreSlim _opening = new(1, 1);
    private IEmbeddingGenerator<string, Embedding<float>>? _generator;

    public EmbeddingSource Source => source;

    public string Identity => identity;

    /// <summary>Knows the model by its files or its name, without opening it.</summary>
    /// <exception cref="EmbeddingException">Its files cannot be used.</exception>
    public static async Task<EmbeddingModel> FindAsync(EmbeddingSource source, string? apiKey, CancellationToken cancellationToken)
    {
        if (source.Path is not { } path)
            return new EmbeddingModel(source, source.Identity(""), null, apiKey);
        var files = OnnxModelFiles.Find(path);
        return new EmbeddingModel(source, source.Identity(await files.FingerprintAsync(cancellationToken)), files, null);
    }

    /// <summary>The vector of a question.</summary>
    public async Task<ReadOnlyMemory<float>> EmbedQueryAsync(string query, CancellationToken cancellationToken) =>
        (await EmbedAsync([query], source.QueryPrefix ?? files?.QueryPrefix, cancellationToken))[0];

    /// <summary>A vector a memory, in order.</summary>
    /// <exception cref="EmbeddingException">The model cannot be used.</exception>
    /// <exception cref="ClientResultException">The server says no.</exception>
    public Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        EmbedAsync(texts, source.PassagePrefix ?? files?.PassagePrefix, cancellationToken);

    public void Dispose()
    {
        _generator?.Dispose();
        _opening.Dispose();
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, string? prefix, CancellationToken cancellationToken)
    {
        var generator = await OpenAsync(cancellationToken);
        var made = await generator.GenerateAsync([.. texts.Select(text => prefix + (text.Length > LongestText ? text[..LongestText] : text))], null, cancellationToken);
        return made.Count == texts.Count
            ? [.. made.Select(one => one.Vector)]
            : throw new EmbeddingException($"{source.Name} gave {made.Count} vectors for {texts.Count} texts.");
    }

    private async Task<IEmbeddingGenerator<string, Embedding<float>>> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            return _generator ??= files is not null ? await Task.Run(() => OnnxEmbeddingGenerator.Open(files, source), cancellationToken) : Endpoint();
        }
        finally
        {
            _opening.Release();
        }
    }

    private IEmbeddingGenerator<string, Embedding<float>> Endpoint() => new OpenAIClient(
            new ApiKeyCredential(apiKey is { Length: > 0 } key ? key : "none"),
            new OpenAIClientOptions { Endpoint = new Uri(source.Url!), RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = TimeSpan.FromSeconds(30) })
        .GetEmbeddingClient(source.Model).AsIEmbeddingGenerator();
}
