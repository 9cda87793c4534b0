namespace HydraBot.Memory.Retrieval;

/// <summary>The part of the store that a search looks at, with its own statistics.</summary>
internal sealed class SearchedPart
{
    private SearchedPart(int[]? narrowed, bool[] eligible, float[] sessionLength) => (Narrowed, Eligible, SessionLength) = (narrowed, eligible, sessionLength);

    /// <summary>Its memories in ascending order where a tag or a session narrows the search; null where all must be looked through.</summary>
    public int[]? Narrowed { get; }

    /// <summary>By ordinal: it may be found.</summary>
    public bool[] Eligible { get; private set; }

    /// <summary>By conversation: its words that may be found.</summary>
    public float[] SessionLength { get; private set; }

    public int Count { get; private set; }

    public int Sessions { get; private set; }

    public float AverageLength => Count == 0 ? 1 : Math.Max(1, _length / (float)Count);

    public float AverageSession => Sessions == 0 ? 1 : (_length + Count) / (float)Sessions;

    /// <summary>From then on it holds other memories, if nothing else does before: microseconds since 1970.</summary>
    public long Until { get; private set; } = long.MaxValue;

    /// <summary>So many memories of the index were looked at.</summary>
    public int Seen { get; private set; }

    private long _length;

    /// <summary>Everything that the filter lets through.</summary>
    public static SearchedPart Of(MemoryIndex index, SearchFilter filter)
    {
        var part = new SearchedPart(null, new bool[Room(index.Columns.Count)], new float[Room(index.ThreadCount)]);
        part.Extend(index, filter);
        return part;
    }

    /// <summary>What a tag or a session narrows, on borrowed space that is zero and is given back by <see cref="Clear"/>.</summary>
    public static SearchedPart Of(MemoryIndex index, SearchFilter filter, int[] narrowed, SearchScratch scratch)
    {
        var part = new SearchedPart(narrowed, scratch.Eligible, scratch.SessionLength);
        var marks = new Marks(index, filter);
        foreach (var memory in narrowed)
            part.Mark(index.Columns, marks, memory);
        return part;
    }

    /// <summary>Takes in what was added since.</summary>
    public void Extend(MemoryIndex index, SearchFilter filter)
    {
        if (Eligible.Length < index.Columns.Count)
            Eligible = Grown(Eligible, index.Columns.Count);
        if (SessionLength.Length < index.ThreadCount)
            SessionLength = Grown(SessionLength, index.ThreadCount);
        var marks = new Marks(index, filter);
        for (; Seen < index.Columns.Count; Seen++)
            Mark(index.Columns, marks, Seen);
    }

    /// <summary>The memories that all of the filter's tags and its session have; null where it names none.</summary>
    public static int[]? Narrow(MemoryIndex index, SearchFilter filter)
    {
        if (filter.Tags.Count == 0 && filter.SessionId is null)
            return null;
        IReadOnlyList<int>?[] lists =
            [.. filter.Tags.Select(index.WithTag), .. filter.SessionId is { } session ? [index.OfSession(session)] : Array.Empty<IReadOnlyList<int>?>()];
        if (lists.Any(list => list is null))
            return [];
        var shortest = lists.MinBy(list => list!.Count)!;
        var all = new HashSet<int>(shortest);
        foreach (var list in lists.Where(list => !ReferenceEquals(list, shortest)))
            all.IntersectWith(list!);
        return [.. all.Order()];
    }

    /// <summary>Gives borrowed space back as it was.</summary>
    public void Clear(MemoryColumns columns)
    {
        foreach (var memory in Narrowed ?? [])
        {
            Eligible[memory] = false;
            SessionLength[columns.Thread[memory]] = 0;
        }
    }

    private static int Room(int count) => count + (count / 4) + 64;

    private static T[] Grown<T>(T[] array, int count)
    {
        var grown = new T[Room(count)];
        array.CopyTo(grown, 0);
        return grown;
    }

    private void Mark(MemoryColumns columns, Marks marks, int memory)
    {
        if (!columns.Alive[memory] || !marks.Audiences[columns.Audience[memory]] || (marks.Tiers & (1 << columns.Tier[memory])) == 0 || (marks.Past && columns.OccurredAt[memory] > marks.At))
            return;
        var (from, to) = (columns.ValidFrom[memory], columns.ValidTo[memory]);
        if (from > marks.At)
            Until = Math.Min(Until, from);
        else if (to > marks.At)
            Until = Math.Min(Until, to);
        if (from > marks.At || to <= marks.At)
            return;
        Eligible[memory] = true;
        Count++;
        _length += columns.Length[memory];
        ref var session = ref SessionLength[columns.Thread[memory]];
        if (session == 0)
            Sessions++;
        session += columns.Length[memory] + 1;
    }

    /// <summary>A filter, by the numbers of the index.</summary>
    private readonly struct Marks
    {
        public Marks(MemoryIndex index, SearchFilter filter)
        {
            Audiences = new bool[index.Audiences.Count];
            for (var number = 0; number < Audiences.Length; number++)
                Audiences[number] = filter.Audiences?.Contains(index.Audiences[number]) ?? true;
            foreach (var tier in filter.Tiers)
                Tiers |= 1 << (int)tier;
            if (Tiers == 0)
                Tiers = ~0;
            (At, Past) = (filter.AsOf ?? filter.Now, filter.AsOf is not null);
        }

        public bool[] Audiences { get; }

        public int Tiers { get; }

        public long At { get; }

        public bool Past { get; }
    }
}
