using System.Diagnostics.CodeAnalysis;

namespace HydraBot.Discord.Gateway;

/// <summary>
/// A map that forgets the entry that was used longest ago when it is full. The order of use is kept as indexes in one array: an entry costs
/// no object of its own.
/// </summary>
internal sealed class BoundedMap<TKey, TValue>(int capacity) where TKey : notnull
{
    private const int None = -1;

    private readonly Dictionary<TKey, int> _places = [];
    private Entry[] _entries = [];
    private int _newest = None;
    private int _oldest = None;
    private int _free = None;
    private int _used;

    public void Set(TKey key, TValue value)
    {
        lock (_places)
        {
            if (_places.TryGetValue(key, out var known))
            {
                _entries[known].Value = value;
                Touch(known);
                return;
            }

            if (_places.Count >= capacity)
                RemoveAt(_oldest);
            var place = Take();
            _entries[place] = new Entry { Key = key, Value = value };
            _places[key] = place;
            LinkNewest(place);
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_places)
        {
            if (!_places.TryGetValue(key, out var place))
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
        lock (_places)
        {
            if (_places.TryGetValue(key, out var place))
                RemoveAt(place);
        }
    }

    public void RemoveWhere(Func<TKey, TValue, bool> condition)
    {
        lock (_places)
        {
            foreach (var place in _places.Values.Where(place => condition(_entries[place].Key, _entries[place].Value)).ToList())
                RemoveAt(place);
        }
    }

    /// <summary>Those that fit, the one used last first.</summary>
    public List<TValue> Where(Func<TValue, bool> condition)
    {
        lock (_places)
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
            _free = _entries[place].Older;
            return place;
        }
        if (_used == _entries.Length)
            Array.Resize(ref _entries, Math.Min(capacity, Math.Max(4, _entries.Length * 2)));
        return _used++;
    }

    private void RemoveAt(int place)
    {
        _places.Remove(_entries[place].Key);
        Unlink(place);
        _entries[place] = new Entry { Key = default!, Value = default!, Older = _free };
        _free = place;
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

        /// <summary>Of a free place, the next free one.</summary>
        public int Older;
    }
}
