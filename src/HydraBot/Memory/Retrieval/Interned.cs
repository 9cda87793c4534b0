namespace HydraBot.Memory.Retrieval;

/// <summary>Gives equal texts one small number.</summary>
internal sealed class Interned(StringComparer comparer)
{
    private readonly Dictionary<string, int> _numbers = new(comparer);
    private readonly List<string> _texts = [];

    public int Count => _texts.Count;

    public string this[int number] => _texts[number];

    /// <summary>The number of a text; a new one where it is new.</summary>
    public int Add(string text)
    {
        if (_numbers.TryGetValue(text, out var known))
            return known;
        _numbers.Add(text, _texts.Count);
        _texts.Add(text);
        return _texts.Count - 1;
    }

    /// <summary>-1 where it never came.</summary>
    public int Find(string text) => _numbers.GetValueOrDefault(text, -1);
}
