namespace HydraBot.Memory.Retrieval;

/// <summary>Where a word stands: memories in ascending order, and how often in each.</summary>
internal sealed class PostingList
{
    private int[] _memories = new int[2];
    private byte[] _counts = new byte[2];

    public int Length { get; private set; }

    public ReadOnlySpan<int> Memories => _memories.AsSpan(0, Length);

    public ReadOnlySpan<byte> Counts => _counts.AsSpan(0, Length);

    /// <summary>Adds at the end: ordinals only grow.</summary>
    public void Add(int memory, int count)
    {
        if (Length == _memories.Length)
        {
            Array.Resize(ref _memories, Math.Max(4, Length + (Length / 2) + 1));
            Array.Resize(ref _counts, _memories.Length);
        }

        _memories[Length] = memory;
        _counts[Length++] = (byte)Math.Min(count, byte.MaxValue);
    }

    public void Remove(int memory)
    {
        if (Memories.BinarySearch(memory) is not (>= 0 and var at))
            return;
        Memories[(at + 1)..].CopyTo(_memories.AsSpan(at));
        Counts[(at + 1)..].CopyTo(_counts.AsSpan(at));
        Length--;
    }
}
