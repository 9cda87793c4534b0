using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Retrieval;

/// <summary>
/// The index for many readers and one writer. It sleeps until it is first searched, knowing only what there is: a house that nobody asks holds
/// neither the words of its memories nor the word vectors.
/// </summary>
internal sealed class HotIndex(WordVectors vectors) : IDisposable
{
    /// <summary>How many memories are indexed while somebody waits; more than these are at start, and kept.</summary>
    public const int Few = 4096;

    /// <summary>How many memories are added before searches get their turn.</summary>
    private const int Gulp = 256;

    private readonly HashSet<Guid> _asleep = [];
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Ranker? _ranker;
    private MemoryIndex? _index;

    /// <summary>Ends when it is known what is stored; fails when it could not be read.</summary>
    public Task Loaded => _loaded.Task;

    public bool IsAwake => _ranker is not null;

    /// <summary>It sleeps, and holds too many to be woken by a search.</summary>
    public bool IsOverslept => !IsAwake && Count > Few;

    public int Count
    {
        get
        {
            _gate.EnterReadLock();
            try
            {
                return _index?.Count ?? _asleep.Count;
            }
            finally
            {
                _gate.ExitReadLock();
            }
        }
    }

    public void Finish() => _loaded.TrySetResult();

    public void Fail(Exception exception) => _loaded.TrySetException(exception);

    /// <summary>An empty index, to be filled with all that is stored and handed to <see cref="Wake"/>.</summary>
    public MemoryIndex Begin() => new(vectors);

    /// <summary>From here on it is searched in <paramref name="filled"/>. Whoever fills it lets nobody write meanwhile.</summary>
    public void Wake(MemoryIndex filled)
    {
        _gate.EnterWriteLock();
        try
        {
            (_index, _ranker) = (filled, new Ranker(filled, RetrievalWeights.Default));
            _asleep.Clear();
            _asleep.TrimExcess();
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    /// <exception cref="InvalidOperationException">It sleeps.</exception>
    public IReadOnlyList<FoundMemory> Search(string text, SearchFilter filter, int limit, RetrievalWeights? weights = null)
    {
        var ranker = _ranker ?? throw new InvalidOperationException("The index is searched once it is awake.");
        _gate.EnterReadLock();
        try
        {
            return ranker.Search(text, filter, limit, weights);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Add(IReadOnlyList<StoredMemory> memories)
    {
        for (var from = 0; from < memories.Count; from += Gulp)
            Write(memories.Skip(from).Take(Gulp), Take);
    }

    /// <summary>Takes over how memories stand: what grew cold leaves, and what is warm again comes back.</summary>
    public void Update(IEnumerable<StoredMemory> memories) => Write(memories, memory =>
    {
        if (memory.IsCold)
            Drop(memory);
        else if (_index?.Contains(memory.Id) ?? false)
            _index.Update(memory.Indexed);
        else
            Take(memory);
    });

    public void Remove(IEnumerable<StoredMemory> memories) => Write(memories, Drop);

    public void Dispose() => _gate.Dispose();

    private void Take(StoredMemory memory)
    {
        if (memory.IsCold)
            return;
        if (_index is { } index)
            index.Add(memory.Indexed);
        else
            _asleep.Add(memory.Id);
    }

    private void Drop(StoredMemory memory)
    {
        _asleep.Remove(memory.Id);
        _index?.Remove(memory.Indexed);
    }

    private void Write(IEnumerable<StoredMemory> memories, Action<StoredMemory> change)
    {
        _gate.EnterWriteLock();
        try
        {
            foreach (var memory in memories)
                change(memory);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }
}
