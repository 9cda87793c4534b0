using System.Runtime.InteropServices;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Vectors;

/// <summary>How a model's vectors stand. The numbers are stored.</summary>
internal enum EmbeddingState
{
    /// <summary>They are made, beside those in use.</summary>
    Made = 0,

    /// <summary>They answer.</summary>
    Used = 1,

    /// <summary>Others took their place; they are removed.</summary>
    Replaced = 2,
}

/// <summary>A model of which there are vectors.</summary>
internal sealed record EmbeddingRow(string Model, EmbeddingSource? Source, string Collection, EmbeddingState State);

/// <summary>Models and their vectors in the database: what is true of them over restarts.</summary>
internal sealed class EmbeddingRows(MemoryStore store)
{
    private const int AtOnce = 2000;
    private const string Embeddable = "secret IS NULL";

    private static readonly string Columns = string.Join(", ", MemoryRow.Columns.Split(", ").Select(column => $"m.{column}"));

    public async Task<IReadOnlyList<EmbeddingRow>> AllAsync(CancellationToken cancellationToken) => await store.ReadAsync(AllAsync, cancellationToken);

    /// <summary>
    /// Says which model is wanted: at once the one in use where there is none or it is the same, else it is made beside the one in use. Whatever is neither is on its way out.
    /// </summary>
    public async Task<IReadOnlyList<EmbeddingRow>> WantAsync(EmbeddingModel wanted, string collection, CancellationToken cancellationToken) => await store.WriteAsync(async session =>
    {
        foreach (var unknown in await session.ListAsync("SELECT DISTINCT model FROM memory_vectors WHERE model NOT IN (SELECT model FROM memory_embeddings)", row => row.GetString(0)))
            await session.ExecuteAsync("INSERT INTO memory_embeddings (model, source, collection, state) VALUES (@model, '', '', 2)", ("model", unknown));
        var rows = await AllAsync(session);
        var used = rows.FirstOrDefault(row => row.State == EmbeddingState.Used);
        var known = rows.FirstOrDefault(row => row.Model == wanted.Identity);
        var place = known is { Collection.Length: > 0 } ? known.Collection : rows.All(row => row.Collection.Length == 0) ? collection : $"{collection}-{EmbeddingSource.Hash(wanted.Identity)}";
        await session.ExecuteAsync("UPDATE memory_embeddings SET state = 2 WHERE state = 0");
        await session.ExecuteAsync(
            """
            INSERT INTO memory_embeddings (model, source, collection, state) VALUES (@model, @source, @collection, @state)
            ON CONFLICT (model) DO UPDATE SET source = excluded.source, collection = excluded.collection, state = excluded.state
            """,
            ("model", wanted.Identity), ("source", wanted.Source.ToJson()), ("collection", place), ("state", (long)(used is null || used.Model == wanted.Identity ? EmbeddingState.Used : EmbeddingState.Made)));
        return await AllAsync(session);
    }, cancellationToken);

    /// <summary>The new one answers from here on, and the old is on its way out: both or neither.</summary>
    public async Task SwitchAsync(string model, CancellationToken cancellationToken) => await store.WriteAsync(
        session => session.ExecuteAsync("UPDATE memory_embeddings SET state = CASE WHEN model = @model THEN 1 ELSE 2 END", ("model", model)), cancellationToken);

    /// <summary>Some memories that have no vector of a model yet, the newest first.</summary>
    public async Task<IReadOnlyList<StoredMemory>> MissingAsync(string model, int most, CancellationToken cancellationToken) => await store.ReadAsync(session => session.ListAsync(
        $"SELECT {Columns} FROM memories m WHERE m.{Embeddable} AND NOT EXISTS (SELECT 1 FROM memory_vectors v WHERE v.memory_id = m.id AND v.model = @model) ORDER BY m.sequence DESC LIMIT {most}",
        MemoryRow.Read, ("model", model)), cancellationToken);

    /// <summary>Every vector that a model made of what is warm.</summary>
    public async Task<IReadOnlyList<VectorPoint>> PointsAsync(string model, CancellationToken cancellationToken) => await store.ReadAsync(session => session.ListAsync(
        $"SELECT {Columns}, v.vector FROM memories m JOIN memory_vectors v ON v.memory_id = m.id WHERE v.model = @model AND NOT {MemoryStore.Cold}",
        row => Point(MemoryRow.Read(row), MemoryMarshal.Cast<byte, float>((byte[])row.GetValue(28)).ToArray()), ("model", model)), cancellationToken);

    /// <summary>Of these memories, those that a model made a vector of: the points of what is warm, and the ids of what is cold.</summary>
    public async Task<(IReadOnlyList<VectorPoint> Warm, IReadOnlyList<Guid> Cold)> StandingAsync(string model, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await store.ReadAsync<(IReadOnlyList<VectorPoint>, IReadOnlyList<Guid>)>(async session =>
        {
            var (warm, cold) = (new List<VectorPoint>(), new List<Guid>());
            foreach (var id in ids)
            {
                var (memory, vector) = await session.FirstAsync(
                    $"SELECT {Columns}, v.vector FROM memories m JOIN memory_vectors v ON v.memory_id = m.id WHERE v.model = @model AND m.id = @id",
                    row => (MemoryRow.Read(row), MemoryMarshal.Cast<byte, float>((byte[])row.GetValue(28)).ToArray()), ("model", model), ("id", MemoryRow.Id(id)));
                if (memory is { IsCold: true })
                    cold.Add(id);
                else if (memory is not null)
                    warm.Add(Point(memory, vector));
            }

            return (warm, cold);
        }, cancellationToken);

    /// <summary>What a model made vectors of, and is cold: no index in memory and no server holds it.</summary>
    public async Task<IReadOnlyList<Guid>> ColdAsync(string model, CancellationToken cancellationToken) => await store.ReadAsync(session => session.ListAsync(
        "SELECT a.memory_id FROM memory_archive a JOIN memory_vectors v ON v.memory_id = a.memory_id WHERE v.model = @model", row => Guid.ParseExact(row.GetString(0), "N"), ("model", model)), cancellationToken);

    /// <summary>Keeps vectors of memories; gives those whose memory was forgotten meanwhile.</summary>
    public async Task<IReadOnlyList<Guid>> KeepAsync(string model, IReadOnlyList<VectorPoint> points, CancellationToken cancellationToken) => await store.WriteAsync<IReadOnlyList<Guid>>(async session =>
    {
        var gone = new List<Guid>();
        foreach (var point in points)
        {
            var key = ("id", (object?)MemoryRow.Id(point.Id));
            await session.ExecuteAsync(
                "INSERT INTO memory_vectors (memory_id, model, vector) SELECT id, @model, @vector FROM memories WHERE id = @id ON CONFLICT DO NOTHING",
                ("model", model), ("vector", MemoryMarshal.AsBytes(point.Vector.Span).ToArray()), key);
            if (await session.FirstAsync("SELECT 1 FROM memories WHERE id = @id", row => row.GetValue(0), key) is null)
                gone.Add(point.Id);
        }

        return gone;
    }, cancellationToken);

    /// <summary>How many memories have a vector of a model, and how many there are that may have one.</summary>
    public async Task<(long Made, long All)> ProgressAsync(string model, CancellationToken cancellationToken) => await store.ReadAsync(async session => (
        await session.FirstAsync("SELECT COUNT(*) FROM memory_vectors WHERE model = @model", row => row.GetInt64(0), ("model", model)),
        await session.FirstAsync($"SELECT COUNT(*) FROM memories WHERE {Embeddable}", row => row.GetInt64(0))), cancellationToken);

    /// <summary>Removes some vectors of a model that was replaced, and in the end its row; true when nothing is left.</summary>
    public async Task<bool> RemoveAsync(string model, CancellationToken cancellationToken) => await store.WriteAsync(async session =>
        await session.ExecuteAsync(
            $"DELETE FROM memory_vectors WHERE model = @model AND memory_id IN (SELECT memory_id FROM memory_vectors WHERE model = @model LIMIT {AtOnce})", ("model", model)) == 0
        && await session.ExecuteAsync("DELETE FROM memory_embeddings WHERE model = @model AND state = 2", ("model", model)) >= 0, cancellationToken);

    public static VectorPoint Point(StoredMemory memory, ReadOnlyMemory<float> vector) =>
        new(memory.Id, vector, memory.Tier, memory.Audience, memory.Tags, memory.OccurredAt ?? memory.RecordedAt);

    private static async ValueTask<IReadOnlyList<EmbeddingRow>> AllAsync(SqlSession session) => await session.ListAsync(
        "SELECT model, source, collection, state FROM memory_embeddings ORDER BY state, model",
        row => new EmbeddingRow(row.GetString(0), EmbeddingSource.FromJson(row.GetString(1)), row.GetString(2), (EmbeddingState)row.GetInt64(3)));
}
