using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Retrieval;

/// <summary>The index for many readers and one writer. Until it is loaded, whoever asks waits.</summary>
internal sealed class HotIndex : IDisposable
{
    /// <summary>How many memories are added before searches get their turn.</summary>
    private const int Gulp = 256;

    private readonly MemoryIndex _index;
    private readonly Ranker _ranker;
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HotIndex(WordVectors vectors)
    {
        _index = new MemoryIndex(vectors);
        _ranker = new Ranker(_index, RetrievalWeights.Default);
    }

    /// <summary>Ends when everything that is stored can be found; fails when it could not be read.</summary>
    public Task Loaded => _loaded.Task;

    public int Count
    {
        get
        {
            _gate.EnterReadLock();
            try
            {
                return _index.Count;
            }
            finally
            {
                _gate.ExitReadLock();
            }
        }
    }

    public void Finish() => _loaded.TrySetResult();

    public void Fail(Exception exception) => _loaded.TrySetException(exception);

    public IReadOnlyList<FoundMemory> Search(string text, SearchFilter filter, int limit, RetrievalWeights? weights = null)
    {
        _gate.EnterReadLock();
        try
        {
            return _ranker.Search(text, filter, limit, weights);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public bool Contains(Guid id)
    {
        _gate.EnterReadLock();
        try
        {
            return _index.Contains(id);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Add(IReadOnlyList<StoredMemory> memories)
    {
        for (var from = 0; from < memories.Count; from += Gulp)
        {
            _gate.EnterWriteLock();
            try
            {
                for (var at = from; at < Math.Min(memories.Count, from + Gulp); at++)
                    _index.Add(memories[at].Indexed);
            }
            finally
            {
                _gate.ExitWriteLock();
            }
        }
    }

    public void Update(IEnumerable<StoredMemory> memories) => Write(memories, memory => _index.Update(memory.Indexed));

    public void Remove(IEnumerable<StoredMemory> memories) => Write(memories, memory => _index.Remove(memory.Indexed));

    public void Dispose() => _gate.Dispose();

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
