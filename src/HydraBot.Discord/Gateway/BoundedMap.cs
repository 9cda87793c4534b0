using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace HydraBot.Discord.Gateway;

/// <summary>
/// A map that forgets the entry that was used longest ago when it is full. Chains of equal hashes and the order of use are indexes into one array: an entry
/// costs no object of its own, and its key stands once.
/// </summary>
internal sealed class BoundedMap<TKey, TValue>(int capacity) where TKey : notnull
{
    private const int None = -1;

    /// <summary>2 to the 32nd over the golden ratio: spreads snowflakes, whose low bits are alike. Knuth, The Art of Computer Programming 3, 6.4.</summary>
    private const uint Spread = 2_654_435_769;

    private readonly Lock _gate = new();
    private Entry[] _entries = [];

    /// <summary>Where the chain of a hash begins; a power of two, at least as many as entries.</summary>
    private int[] _chains = [];
    private int _newest = None;
    private int _oldest = None;
    private int _free = None;
    private int _used;
    private int _count;

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            var known = Find(key);
            if (known != None)
            {
                _entries[known].Value = value;
                Touch(known);
                return;
            }

            if (_count >= capacity)
                RemoveAt(_oldest);
            var place = Take();
            ref var chain = ref _chains[ChainOf(key)];
            _entries[place] = new Entry { Key = key, Value = value, Next = chain };
            chain = place;
            _count++;
            LinkNewest(place);
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            var place = Find(key);
            if (place == None)
            {
                value = default;
                return false;
            }

            Touch(place);
            value = _entries[place].Value;
            return true;
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            var place = Find(key);
            if (place != None)
                RemoveAt(place);
        }
    }

    public void RemoveWhere(Func<TKey, TValue, bool> condition)
    {
        lock (_gate)
        {
            for (var place = _newest; place != None;)
            {
                var older = _entries[place].Older;
                if (condition(_entries[place].Key, _entries[place].Value))
                    RemoveAt(place);
                place = older;
            }
        }
    }

    /// <summary>Those that fit, the one used last first.</summary>
    public List<TValue> Where(Func<TValue, bool> condition)
    {
        lock (_gate)
        {
            var found = new List<TValue>();
            for (var place = _newest; place != None; place = _entries[place].Older)
            {
                if (condition(_entries[place].Value))
                    found.Add(_entries[place].Value);
            }

            return found;
        }
    }

    private int ChainOf(TKey key) => (int)(((uint)key.GetHashCode() * Spread) >> (32 - BitOperations.TrailingZeroCount(_chains.Length)));

    private int Find(TKey key)
    {
        if (_chains.Length == 0)
            return None;
        var place = _chains[ChainOf(key)];
        while (place != None && !EqualityComparer<TKey>.Default.Equals(_entries[place].Key, key))
            place = _entries[place].Next;
        return place;
    }

    private void Touch(int place)
    {
        if (place == _newest)
            return;
        Unlink(place);
        LinkNewest(place);
    }

    private int Take()
    {
        if (_free != None)
        {
            var place = _free;
            _free = _entries[place].Next;
            return place;
        }

        if (_used == _entries.Length)
            Grow();
        return _used++;
    }

    /// <summary>Only a map without free places grows, so every place is in use.</summary>
    private void Grow()
    {
        Array.Resize(ref _entries, Math.Min(capacity, Math.Max(4, _entries.Length * 2)));
        _chains = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _entries.Length))];
        Array.Fill(_chains, None);
        for (var place = 0; place < _used; place++)
        {
            ref var chain = ref _chains[ChainOf(_entries[place].Key)];
            (_entries[place].Next, chain) = (chain, place);
        }
    }

    private void RemoveAt(int place)
    {
        ref var link = ref _chains[ChainOf(_entries[place].Key)];
        while (link != place)
            link = ref _entries[link].Next;
        link = _entries[place].Next;
        Unlink(place);
        _entries[place] = new Entry { Key = default!, Value = default!, Next = _free };
        _free = place;
        _count--;
    }

    private void LinkNewest(int place)
    {
        (_entries[place].Newer, _entries[place].Older) = (None, _newest);
        if (_newest != None)
            _entries[_newest].Newer = place;
        _newest = place;
        if (_oldest == None)
            _oldest = place;
    }

    private void Unlink(int place)
    {
        var (newer, older) = (_entries[place].Newer, _entries[place].Older);
        if (newer == None)
            _newest = older;
        else
            _entries[newer].Older = older;
        if (older == None)
            _oldest = newer;
        else
            _entries[older].Newer = newer;
    }

    private struct Entry
    {
        public required TKey Key;
        public required TValue Value;
        public int Newer;
        public int Older;

        /// <summary>In the chain of its hash; of a free place, the next free one.</summary>
        public int Next;
    }
}
