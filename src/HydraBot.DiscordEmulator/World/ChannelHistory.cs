namespace HydraBot.DiscordEmulator.World;

/// <summary>A channel's messages in the order of their ids, which is that of their making.</summary>
internal sealed class ChannelHistory
{
    /// <summary>A desk's memory: beyond this the oldest message goes, also from disk.</summary>
    public const int Capacity = 5_000;

    private readonly List<Message> _messages = [];

    public int Count => _messages.Count;

    public IEnumerable<Message> All => _messages;

    public Message? Find(Snowflake id) => Index(id) is >= 0 and var index ? _messages[index] : null;

    /// <summary>Adds or replaces; answers the message that had to make room, if any.</summary>
    public Message? Save(Message message)
    {
        var index = Index(message.Id);
        if (index >= 0)
        {
            _messages[index] = message;
            return null;
        }
        _messages.Insert(~index, message);
        if (_messages.Count <= Capacity)
            return null;
        var oldest = _messages[0];
        _messages.RemoveAt(0);
        return oldest;
    }

    public void Remove(Snowflake id)
    {
        if (Index(id) is >= 0 and var index)
            _messages.RemoveAt(index);
    }

    /// <summary>Newest first, ids below <paramref name="id"/>.</summary>
    public List<Message> Before(Snowflake id, int limit)
    {
        var end = Place(id);
        var start = Math.Max(0, end - limit);
        var page = _messages.GetRange(start, end - start);
        page.Reverse();
        return page;
    }

    /// <summary>The first ones above <paramref name="id"/>, newest first as Discord lists them.</summary>
    public List<Message> After(Snowflake id, int limit)
    {
        var start = Index(id) is >= 0 and var index ? index + 1 : Place(id);
        var page = _messages.GetRange(start, Math.Min(limit, _messages.Count - start));
        page.Reverse();
        return page;
    }

    /// <summary>About half of <paramref name="limit"/> on either side, newest first.</summary>
    public List<Message> Around(Snowflake id, int limit)
    {
        var start = Math.Max(0, Place(id) - (limit / 2));
        var page = _messages.GetRange(start, Math.Min(limit, _messages.Count - start));
        page.Reverse();
        return page;
    }

    private int Place(Snowflake id) => Index(id) is >= 0 and var index ? index : ~Index(id);

    private int Index(Snowflake id)
    {
        // List.BinarySearch would need a message to compare with; here only its id is known.
        var (low, high) = (0, _messages.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _messages[middle].Id.CompareTo(id);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}
