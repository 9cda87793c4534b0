namespace HydraBot.Memory.Retrieval;

/// <summary>
/// The parts that were searched last: whoever asks again, asks within the same. To look through a million memories for what one may hear takes longer than to find anything in them.
/// Searches run beside each other; nobody writes meanwhile.
/// </summary>
internal sealed class SearchedParts(MemoryIndex index)
{
    private const int MostKept = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, long Changes, SearchedPart Part)> _kept = [];

    public SearchedPart Of(SearchFilter filter)
    {
        // The past is seldom asked for twice.
        if (filter.AsOf is not null)
            return SearchedPart.Of(index, filter);
        var key = $"{string.Join(',', filter.Tiers.Order())}|{(filter.Audiences is null ? "" : $"={string.Join('\n', filter.Audiences.Order(StringComparer.Ordinal))}")}";
        lock (_gate)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                    continue;
                _kept.Remove(node);
                var (_, changes, part) = node.Value;
                if (changes != index.Changes || part.Until <= filter.Now)
                    break;
                if (part.Seen < index.Columns.Count)
                    part.Extend(index, filter);
                _kept.AddFirst(node);
                return part;
            }

            var made = SearchedPart.Of(index, filter);
            _kept.AddFirst((key, index.Changes, made));
            if (_kept.Count > MostKept)
                _kept.RemoveLast();
            return made;
        }
    }
}
