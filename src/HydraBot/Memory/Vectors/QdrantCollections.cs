using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Vectors;

/// <summary>The Qdrant server that the settings name, a collection a model; none where they name none.</summary>
internal sealed class QdrantCollections : IDisposable
{
    private readonly HttpClient? _http;

    public QdrantCollections(IOptions<MemoryOptions> options)
    {
        var settings = options.Value.Qdrant;
        Name = settings.Collection;
        if (settings.Url is not { Length: > 0 } url)
            return;
        _http = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(10) };
        if (settings.ApiKey is { Length: > 0 } key)
            _http.DefaultRequestHeaders.Add("api-key", key);
    }

    public bool IsSet => _http is not null;

    /// <summary>The first collection's name, which begins those of all others.</summary>
    public string Name { get; }

    public QdrantStore? Of(string collection) => _http is null ? null : new QdrantStore(_http, collection);

    public void Dispose() => _http?.Dispose();
}
