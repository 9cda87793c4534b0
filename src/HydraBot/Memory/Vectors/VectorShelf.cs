using System.ClientModel;
using System.Runtime.InteropServices;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Gives every memory a vector of the model that is set, in the background: what has none of this model yet is made, however far the last run came.
/// Without a model it does nothing. A Qdrant that does not answer is passed over, and filled when it does.
/// </summary>
internal sealed partial class VectorShelf(
    EmbeddingEndpoint endpoint, VectorIndex local, IEnumerable<IVectorStore> stores, MemoryStore store, TimeProvider time, ILogger<VectorShelf> logger)
{
    private const int AtOnce = 64;
    private const int LongestText = 8000;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(15);

    /// <summary>Why vectors are not used; null when they are, or when none are wanted.</summary>
    public string? Problem { get; private set; }

    /// <summary>The nearest memories; none where no model is set or it does not answer in time, which costs the search nothing else.</summary>
    public async Task<IReadOnlyList<(Guid Id, float Similarity)>> SearchAsync(string query, VectorFilter filter, int limit, CancellationToken cancellationToken)
    {
        if (!endpoint.IsSet || string.IsNullOrWhiteSpace(query))
            return [];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var vector = (await endpoint.EmbedAsync([query.Length > LongestText ? query[..LongestText] : query], patience.Token))[0];
            foreach (var other in stores.Where(other => !ReferenceEquals(other, local)))
            {
                try
                {
                    return await other.SearchAsync(vector, filter, limit, patience.Token);
                }
                catch (VectorStoreException exception)
                {
                    Problem = exception.Message;
                }
            }

            return await local.SearchAsync(vector, filter, limit, cancellationToken);
        }
        catch (Exception exception) when (IsTrouble(exception) && !cancellationToken.IsCancellationRequested)
        {
            Problem = $"The embedding model does not answer: {exception.Message}";
            return [];
        }
    }

    /// <summary>Works until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        if (!endpoint.IsSet)
            return;
        try
        {
            await LoadAsync(stoppingToken);
            while (true)
                await Task.Delay(await RoundAsync(stoppingToken), time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is missing is made after the next start.
        }
    }

    private static bool IsTrouble(Exception exception) =>
        exception is ClientResultException or HttpRequestException or IOException or VectorStoreException or ArgumentException or OperationCanceledException;

    private async Task LoadAsync(CancellationToken stoppingToken)
    {
        var points = await store.ReadAsync(session => session.ListAsync(
            $"SELECT {string.Join(", ", MemoryRow.Columns.Split(", ").Select(column => $"m.{column}"))}, v.vector FROM memories m JOIN memory_vectors v ON v.memory_id = m.id WHERE v.model = @model",
            row => Point(MemoryRow.Read(row), MemoryMarshal.Cast<byte, float>((byte[])row.GetValue(28)).ToArray()), ("model", endpoint.Model)), stoppingToken);
        await local.UpsertAsync(points, stoppingToken);
        foreach (var other in stores.Where(other => !ReferenceEquals(other, local)))
            await FillAsync(other, points, stoppingToken);
    }

    /// <summary>A server that is new, or was away, gets what is known already.</summary>
    private async Task FillAsync(IVectorStore other, List<VectorPoint> points, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var some in points.Chunk(AtOnce * 4))
                await other.UpsertAsync(some, stoppingToken);
        }
        catch (VectorStoreException exception)
        {
            Problem = exception.Message;
            LogTrouble(exception);
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            var missing = await store.ReadAsync(session => session.ListAsync(
                $"SELECT {MemoryRow.Columns} FROM memories WHERE tier <> 5 AND NOT EXISTS (SELECT 1 FROM memory_vectors v WHERE v.memory_id = memories.id AND v.model = @model) ORDER BY sequence DESC LIMIT {AtOnce}",
                MemoryRow.Read, ("model", endpoint.Model)), stoppingToken);
            if (missing.Count > 0)
                await MakeAsync(missing, stoppingToken);
            Problem = null;
            return missing.Count > 0 ? TimeSpan.Zero : Idle;
        }
        catch (Exception exception) when (IsTrouble(exception) && !stoppingToken.IsCancellationRequested)
        {
            Problem = exception.Message;
            LogTrouble(exception);
            return Trouble;
        }
    }

    private async Task MakeAsync(List<StoredMemory> memories, CancellationToken stoppingToken)
    {
        var vectors = await endpoint.EmbedAsync([.. memories.Select(memory => memory.Content.Length > LongestText ? memory.Content[..LongestText] : memory.Content)], stoppingToken);
        var points = memories.Zip(vectors, (memory, vector) => Point(memory, vector)).ToArray();
        foreach (var other in stores)
            await other.UpsertAsync(points, stoppingToken);
        await store.WriteAsync(async session =>
        {
            foreach (var point in points)
            {
                await session.ExecuteAsync(
                    "INSERT INTO memory_vectors (memory_id, model, vector) SELECT id, @model, @vector FROM memories WHERE id = @id ON CONFLICT DO NOTHING",
                    ("model", endpoint.Model), ("vector", MemoryMarshal.AsBytes(point.Vector.Span).ToArray()), ("id", MemoryRow.Id(point.Id)));
            }

            return points.Length;
        }, stoppingToken);
    }

    private static VectorPoint Point(StoredMemory memory, ReadOnlyMemory<float> vector) =>
        new(memory.Id, vector, memory.Tier, memory.Audience, memory.Tags, memory.OccurredAt ?? memory.RecordedAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vectors could not be made; it is tried again")]
    private partial void LogTrouble(Exception exception);
}
