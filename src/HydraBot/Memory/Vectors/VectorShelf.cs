using System.ClientModel;
using System.Collections.Concurrent;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Finds and forgets vectors. While the vectors of another model are made, those in use answer, with questions embedded by the model that made them; where that one
/// is gone, none do until the new ones are whole.
/// </summary>
internal sealed class VectorShelf(QdrantCollections qdrant, EmbeddingRows rows) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<Guid> _changed = [];
    private volatile VectorGeneration? _used, _made;

    /// <summary>The vectors that answer; null while there are none.</summary>
    public VectorGeneration? Used => _used;

    /// <summary>Those that will take their place.</summary>
    public VectorGeneration? Made => _made;

    /// <summary>Why vectors are not used, or not whole; null when they are, or when none are wanted.</summary>
    public string? Problem { get; set; }

    /// <summary>From here on these answer, and these are made.</summary>
    public void Put(VectorGeneration? used, VectorGeneration? made) => (_used, _made) = (used, made);

    /// <summary>These may have grown cold, or be warm again; their vectors are moved by whoever makes vectors.</summary>
    public void Changed(IEnumerable<StoredMemory> memories)
    {
        // At the start all vectors are read as they stand then.
        if (_used is null && _made is null)
            return;
        foreach (var memory in memories)
            _changed.Enqueue(memory.Id);
    }

    /// <summary>What was changed since the last time that somebody asked.</summary>
    public IReadOnlyCollection<Guid> TakeChanged()
    {
        var changed = new HashSet<Guid>();
        while (_changed.TryDequeue(out var id))
            changed.Add(id);
        return changed;
    }

    /// <summary>A question as the model in use sees it; null where it does not answer in time.</summary>
    public async Task<ReadOnlyMemory<float>?> EmbedAsync(string query, CancellationToken cancellationToken)
    {
        if (_used is not { } used || string.IsNullOrWhiteSpace(query))
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await used.Model.EmbedQueryAsync(query, patience.Token);
        }
        catch (Exception exception) when (IsTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            Problem = $"The embedding model does not answer: {exception.Message}";
            return null;
        }
    }

    /// <summary>The nearest memories; none where no model is set or it does not answer in time, which costs the search nothing else.</summary>
    public async Task<IReadOnlyList<(Guid Id, float Similarity)>> SearchAsync(string query, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        if (_used is not { } used || string.IsNullOrWhiteSpace(query))
            return [];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await used.SearchAsync(await used.Model.EmbedQueryAsync(query, patience.Token), filter, limit, problem => Problem = problem, patience.Token);
        }
        catch (Exception exception) when (IsTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            Problem = $"The embedding model does not answer: {exception.Message}";
            return [];
        }
    }

    /// <summary>Removes memories' vectors from every index, here and on the server; the names of the stores that were asked.</summary>
    /// <exception cref="VectorStoreException">The server does not answer, and a copy may be there.</exception>
    public async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var stores = new List<string>();
        if (qdrant.IsSet)
        {
            var collections = (await rows.AllAsync(cancellationToken)).Select(row => row.Collection).Where(name => name.Length > 0);
            foreach (var collection in collections.Append(qdrant.Name).Distinct(StringComparer.Ordinal))
                await qdrant.Of(collection)!.RemoveAsync(ids, cancellationToken);
            stores.Add("qdrant");
        }

        foreach (var generation in new[] { _used, _made }.OfType<VectorGeneration>())
            await generation.Local.RemoveAsync(ids, cancellationToken);
        stores.Add("vectors");
        return stores;
    }

    public void Dispose()
    {
        _used?.Dispose();
        _made?.Dispose();
    }

    /// <summary>What passes by itself, or when somebody mends what is outside.</summary>
    public static bool IsTrouble(Exception exception) =>
        exception is EmbeddingException or ClientResultException or HttpRequestException or IOException or UnauthorizedAccessException or VectorStoreException or ArgumentException or OperationCanceledException;
}
