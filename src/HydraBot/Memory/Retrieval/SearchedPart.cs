namespace HydraBot.Memory.Retrieval;

/// <summary>The part of the store that a search looks at, with its own statistics.</summary>
internal readonly struct SearchedPart
{
    private SearchedPart(int[]? narrowed, int count, float averageLength, int sessions, float averageSession) =>
        (Narrowed, Count, AverageLength, Sessions, AverageSession) = (narrowed, count, averageLength, sessions, averageSession);

    /// <summary>Its memories in ascending order where a tag or a session narrows the search; null where all must be looked through.</summary>
    public int[]? Narrowed { get; }

    public int Count { get; }

    public float AverageLength { get; }

    public int Sessions { get; }

    public float AverageSession { get; }

    public static SearchedPart Mark(MemoryIndex index, SearchFilter filter, SearchScratch scratch)
    {
        var columns = index.Columns;
        var audiences = new bool[index.Audiences.Count];
        for (var number = 0; number < audiences.Length; number++)
            audiences[number] = filter.Audiences?.Contains(index.Audiences[number]) ?? true;
        var tiers = 0;
        foreach (var tier in filter.Tiers)
            tiers |= 1 << (int)tier;
        if (tiers == 0)
            tiers = ~0;
        var at = filter.AsOf ?? filter.Now;
        var past = filter.AsOf is not null;

        var narrowed = Narrow(index, filter);
        var (count, sessions, length) = (0, 0, 0L);
        var most = narrowed?.Length ?? columns.Count;
        for (var place = 0; place < most; place++)
        {
            var memory = narrowed is null ? place : narrowed[place];
            if (!columns.Alive[memory] || !audiences[columns.Audience[memory]] || (tiers & (1 << columns.Tier[memory])) == 0
                || columns.ValidFrom[memory] > at || columns.ValidTo[memory] <= at || (past && columns.OccurredAt[memory] > at))
                continue;
            scratch.Eligible[memory] = true;
            count++;
            length += columns.Length[memory];
            ref var session = ref scratch.SessionLength[columns.Thread[memory]];
            if (session == 0)
                sessions++;
            session += columns.Length[memory] + 1;
        }

        return new SearchedPart(
            narrowed, count, count == 0 ? 1 : Math.Max(1, length / (float)count), sessions, sessions == 0 ? 1 : (length + count) / (float)sessions);
    }

    private static int[]? Narrow(MemoryIndex index, SearchFilter filter)
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
}
