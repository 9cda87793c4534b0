namespace HydraBot.Memory.Retrieval;

/// <summary>Memories that have a word, and how often: two arrays that grow and are used again.</summary>
internal sealed class MatchList
{
    private int[] _memories = new int[1024];
    private byte[] _counts = new byte[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Memories => _memories.AsSpan(0, Count);

    public ReadOnlySpan<byte> Counts => _counts.AsSpan(0, Count);

    /// <summary>Empties it and makes room.</summary>
    public void Begin(int most)
    {
        Count = 0;
        if (_memories.Length >= most)
            return;
        _memories = new int[most + (most / 4)];
        _counts = new byte[_memories.Length];
    }

    /// <summary>Within the room that was made.</summary>
    public void Add(int memory, byte count)
    {
        _memories[Count] = memory;
        _counts[Count++] = count;
    }

    public void Clear() => Count = 0;
}
