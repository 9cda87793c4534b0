using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Archive;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Retrieval;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Vectors;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory;

/// <summary>What the house remembers: the one writer of store and index, so that both always hold the same.</summary>
internal sealed class Memories(MemoryStore store, HotIndex index, VectorShelf vectors, MemoryWriter writer, TimeProvider time) : IDisposable
{
    /// <summary>So many that grow cold at once are more work to take out than all that stay are to index.</summary>
    private const int MostCooled = 2_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _sequence;

    public Task Loaded => index.Loaded;

    public int Count => index.Count;

    /// <summary>Learns what there is, once, at start. Where it is much, it is indexed too; little is when somebody searches.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!await store.WriteAsync(ArchiveShelf.PutMissingAsync, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();
            var made = await store.CountAsync(cancellationToken) > HotIndex.Few ? index.Begin() : null;
            _sequence = await store.EachAsync(memory =>
            {
                writer.Conversations.Learn(memory.Audience, memory.SessionId, memory.Tags, memory.Thread);
                if (made is null)
                    index.Add([memory]);
                else if (!memory.IsCold)
                    made.Add(memory.Indexed);
            }, cancellationToken);
            if (made is not null)
                index.Wake(made);
            index.Finish();
        }
        catch (Exception exception)
        {
            // Whoever waits for the index hears of it too.
            index.Fail(exception);
            throw;
        }
    }

    /// <summary>Stores a batch whole or not at all, in the order in which it was said.</summary>
    /// <exception cref="OperationException">Something in it cannot be remembered; nothing was.</exception>
    public async Task<IReadOnlyList<RememberedOne>> RememberAsync(Clearance clearance, IReadOnlyList<NewMemory> memories, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return await RememberAsync(clearance.Caller, memories, cancellationToken);
    }

    /// <summary>Stores what the house itself noticed; it has no caller, and is for everybody where it does not say for whom.</summary>
    public Task<IReadOnlyList<RememberedOne>> NoteAsync(IReadOnlyList<NewMemory> memories, CancellationToken cancellationToken) =>
        RememberAsync(HouseItself, [.. memories.Select(memory => memory with { Scope = MemoryScope.House })], cancellationToken);

    /// <summary>Stores what the house noticed about somebody, as theirs.</summary>
    public Task<IReadOnlyList<RememberedOne>> NoteForAsync(Caller person, IReadOnlyList<NewMemory> memories, CancellationToken cancellationToken) => RememberAsync(person, memories, cancellationToken);

    public async Task<IReadOnlyList<FoundMemory>> SearchAsync(string query, SearchFilter filter, int limit, RetrievalWeights weights, CancellationToken cancellationToken)
    {
        await Loaded.WaitAsync(cancellationToken);
        if (!index.IsAwake)
            await WakeAsync(cancellationToken);
        return index.Search(query, filter, limit, weights);
    }

    /// <summary>Changes what is stored and what is indexed, together.</summary>
    public async Task<T> ChangeAsync<T>(Func<Storage.SqlSession, ValueTask<(T Result, IReadOnlyList<Guid> Changed)>> work, CancellationToken cancellationToken)
    {
        await Loaded.WaitAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (result, changed) = await store.WriteAsync(async session =>
            {
                var done = await work(session);
                await ArchiveShelf.SettleAsync(session, done.Changed);
                return done;
            }, cancellationToken);
            await TakeOverAsync(changed);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes memories from store and index; what else holds them hears of it through <paramref name="work"/>.</summary>
    public async Task<T> RemoveAsync<T>(Func<Storage.SqlSession, ValueTask<(T Result, IReadOnlyList<StoredMemory> Removed, IReadOnlyList<Guid> Changed)>> work, CancellationToken cancellationToken)
    {
        await Loaded.WaitAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (result, removed, changed) = await store.WriteAsync(async session =>
            {
                var done = await work(session);
                await ArchiveShelf.SettleAsync(session, done.Changed);
                return done;
            }, cancellationToken);
            index.Remove(removed);
            await TakeOverAsync(changed);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes memories back in as they were exported.</summary>
    public async Task<int> TakeInAsync(IReadOnlyList<StoredMemory> memories, Func<Storage.SqlSession, StoredMemory, ValueTask<StoredMemory?>> insert, CancellationToken cancellationToken)
    {
        await Loaded.WaitAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var sequence = _sequence;
            var threads = new Dictionary<long, long>();
            var taken = await store.WriteAsync(async session =>
            {
                var taken = new List<StoredMemory>();
                foreach (var memory in memories)
                {
                    var thread = threads.TryGetValue(memory.Thread, out var known) ? known : threads[memory.Thread] = sequence + 1;
                    if (await insert(session, memory with { Sequence = sequence + 1, Thread = thread }) is not { } kept)
                        continue;
                    sequence++;
                    taken.Add(kept);
                }

                await ArchiveShelf.PutAsync(session, taken);
                return taken;
            }, cancellationToken);
            _sequence = sequence;
            foreach (var memory in taken)
                writer.Conversations.Learn(memory.Audience, memory.SessionId, memory.Tags, memory.Thread);
            await AddAsync(taken);
            return taken.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Caller HouseItself { get; } = new(CallerKind.Schedule, "house", "HydraBot", AccessLevel.Owner);

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Several may have asked at once.
            if (!index.IsAwake)
                await FillAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task AddAsync(IReadOnlyList<StoredMemory> memories)
    {
        index.Add(memories);
        if (index.IsOverslept)
            await FillAsync(CancellationToken.None);
    }

    /// <summary>Index and vectors hear of how these stand now.</summary>
    private async Task TakeOverAsync(IReadOnlyList<Guid> changed)
    {
        var memories = await store.FindAsync(changed, CancellationToken.None);
        vectors.Changed(memories);
        if (index.IsAwake && memories.Count(memory => memory.IsCold) > MostCooled)
            await FillAsync(CancellationToken.None);
        else
            index.Update(memories);
    }

    /// <summary>Indexes all that is stored; whoever calls it has the turn.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var made = index.Begin();
        await store.EachAsync(memory =>
        {
            if (!memory.IsCold)
                made.Add(memory.Indexed);
        }, cancellationToken);
        index.Wake(made);
    }

    private async Task<IReadOnlyList<RememberedOne>> RememberAsync(Caller caller, IReadOnlyList<NewMemory> memories, CancellationToken cancellationToken)
    {
        var prepared = writer.Prepare(memories);
        var audiences = prepared.Select(memory => memory.Audience ?? Audience.Of(caller, memory.Scope)).ToArray();
        await Loaded.WaitAsync(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = Moments.Of(time.GetUtcNow());
            var batch = await store.WriteAsync(async session =>
            {
                var written = await writer.WriteAsync(session, prepared, audiences, Audience.Author(caller), _sequence, now);
                await ArchiveShelf.PutAsync(session, written.Added);
                await ArchiveShelf.SettleAsync(session, written.Changed);
                return written;
            }, cancellationToken);
            _sequence = batch.Sequence;
            // It stands in the database: from here on nothing is cancelled.
            await AddAsync(batch.Added);
            await TakeOverAsync(batch.Changed);
            return batch.Results;
        }
        finally
        {
            _turn.Release();
        }
    }
}
