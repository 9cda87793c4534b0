using HydraBot.Memory.Embeddings;

namespace HydraBot.Memory.Vectors;

/// <summary>One embedding model with the vectors that it made: here, and where a Qdrant is set in a collection there.</summary>
internal sealed class VectorGeneration(EmbeddingModel model, QdrantStore? remote) : IDisposable
{
    private const int AtOnce = 256;

    /// <summary>A server that says nothing for so long is passed over: what is here answers in less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public EmbeddingModel Model => model;

    public VectorIndex Local { get; } = new();

    public QdrantStore? Remote => remote;

    /// <summary>The server lacks something that is here: until it has all, it is not asked.</summary>
    public bool IsRemoteBehind { get; private set; } = remote is not null;

    /// <summary>The server did not answer: it is not asked again before it was seen to be back.</summary>
    public bool IsRemoteAway { get; private set; }

    /// <summary>Keeps vectors here, and there if it answers; why it does not, otherwise.</summary>
    public async Task<string?> KeepAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken)
    {
        await Local.UpsertAsync(points, cancellationToken);
        IsRemoteBehind |= IsRemoteAway;
        return remote is null || IsRemoteBehind ? null : await SendAsync(points, cancellationToken);
    }

    /// <summary>Takes what grew cold out, here, and there if it answers; why it does not, otherwise.</summary>
    public async Task<string?> CoolAsync(IReadOnlyList<Guid> cold, CancellationToken cancellationToken)
    {
        await Local.RemoveAsync(cold, cancellationToken);
        IsRemoteBehind |= IsRemoteAway;
        return remote is null || IsRemoteBehind ? null : await TakeOutAsync(cold, cancellationToken);
    }

    /// <summary>Brings a server that is new or was away up to what is known.</summary>
    public async Task<string?> CatchUpAsync(Func<Task<IReadOnlyList<VectorPoint>>> all, Func<Task<IReadOnlyList<Guid>>> cold, CancellationToken cancellationToken)
    {
        if (IsRemoteAway && await LookAsync(cancellationToken) is { } away)
            return away;
        if (!IsRemoteBehind)
            return null;
        IsRemoteBehind = false;
        return await SendAsync(await all(), cancellationToken) ?? await TakeOutAsync(await cold(), cancellationToken);
    }

    public async Task<IReadOnlyList<(Guid Id, float Similarity)>> SearchAsync(ReadOnlyMemory<float> query, VectorFilter filter, int limit, Action<string> trouble, CancellationToken cancellationToken)
    {
        if (remote is not null && !IsRemoteBehind && !IsRemoteAway)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                return await remote.SearchAsync(query, filter, limit, patience.Token);
            }
            catch (Exception exception) when (exception is VectorStoreException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                IsRemoteAway = true;
                trouble(exception is VectorStoreException ? exception.Message : "Qdrant does not answer in time.");
            }
        }

        return await Local.SearchAsync(query, filter, limit, cancellationToken);
    }

    public void Dispose()
    {
        model.Dispose();
        Local.Dispose();
    }

    private async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await remote!.LookAsync(patience.Token);
            IsRemoteAway = false;
            return null;
        }
        catch (Exception exception) when (exception is VectorStoreException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return exception is VectorStoreException ? exception.Message : "Qdrant does not answer in time.";
        }
    }

    private async Task<string?> TakeOutAsync(IReadOnlyList<Guid> cold, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var some in cold.Chunk(AtOnce))
                await remote!.RemoveAsync(some, cancellationToken);
            return null;
        }
        catch (VectorStoreException exception)
        {
            IsRemoteBehind = true;
            return exception.Message;
        }
    }

    private async Task<string?> SendAsync(IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var some in points.Chunk(AtOnce))
                await remote!.UpsertAsync(some, cancellationToken);
            return null;
        }
        catch (VectorStoreException exception)
        {
            IsRemoteBehind = true;
            return exception.Message;
        }
    }
}
