namespace HydraBot.Memory.Retrieval;

/// <summary>What is known of each memory beside its words, an array a property: ordinals are dense, and a scan reads little.</summary>
internal sealed class MemoryColumns(int dimensions)
{
    private int _capacity;

    public int Count { get; private set; }

    public Guid[] Ids = [];
    public byte[] Tier = [];
    public bool[] Alive = [];
    public bool[] SumsUp = [];
    public long[] Sequence = [];
    public int[] Audience = [];
    public int[] Speaker = [];
    public int[] Thread = [];
    public int[] Previous = [];
    public int[] Next = [];
    public ushort[] Length = [];
    public byte[] Traits = [];
    public long[] OccurredAt = [];
    public long[] RecordedAt = [];
    public long[] ValidFrom = [];
    public long[] ValidTo = [];
    public float[] Importance = [];
    public sbyte[] Gist = [];

    /// <summary>One more, with everything at its default.</summary>
    public int Append()
    {
        if (Count == _capacity)
            Grow();
        return Count++;
    }

    private void Grow()
    {
        _capacity = Math.Max(256, _capacity + (_capacity / 2));
        Array.Resize(ref Ids, _capacity);
        Array.Resize(ref Tier, _capacity);
        Array.Resize(ref Alive, _capacity);
        Array.Resize(ref SumsUp, _capacity);
        Array.Resize(ref Sequence, _capacity);
        Array.Resize(ref Audience, _capacity);
        Array.Resize(ref Speaker, _capacity);
        Array.Resize(ref Thread, _capacity);
        Array.Resize(ref Previous, _capacity);
        Array.Resize(ref Next, _capacity);
        Array.Resize(ref Length, _capacity);
        Array.Resize(ref Traits, _capacity);
        Array.Resize(ref OccurredAt, _capacity);
        Array.Resize(ref RecordedAt, _capacity);
        Array.Resize(ref ValidFrom, _capacity);
        Array.Resize(ref ValidTo, _capacity);
        Array.Resize(ref Importance, _capacity);
        Array.Resize(ref Gist, _capacity * dimensions);
    }
}
