using System.Runtime.InteropServices;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Language;
using HydraBot.Memory.Relations;

namespace HydraBot.Memory.Retrieval;

/// <summary>
/// Everything that searching needs, in memory: words, neighbours, conversations, and what narrows a search. It holds no text; the database does,
/// and the index is built from it at start. Not safe for several threads: whoever owns it locks.
/// </summary>
internal sealed class MemoryIndex(WordVectors vectors)
{
    /// <summary>Numbers of a unit vector are small; those beyond half are cut.</summary>
    public const float GistScale = 254f;

    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly List<PostingList> _postings = [];
    private readonly List<int[]> _forward = [];
    private readonly Dictionary<Guid, int> _ordinals = [];
    private readonly Dictionary<long, int> _threads = [];
    private readonly List<int> _lastOfThread = [];
    private readonly Dictionary<string, List<int>> _byTag = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>> _bySession = new(StringComparer.Ordinal);
    private readonly Interned _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<List<int>> _withName = [];
    private readonly List<int[]> _namesOf = [];
    private readonly Dictionary<string, List<int>> _speakersByName = new(StringComparer.Ordinal);

    public WordVectors Vectors { get; } = vectors;

    public MemoryColumns Columns { get; } = new(vectors.Dimensions);

    public Interned Audiences { get; } = new(StringComparer.Ordinal);

    /// <summary>Names as a question would write them: their words in lower case.</summary>
    public Interned Speakers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For each row of <see cref="Vectors"/> the term that its word is in this index, plus one; 0 where no memory has it.</summary>
    public int[] RowTerms { get; } = new int[vectors.Words.Count];

    public int TermCount => _postings.Count;

    public int ThreadCount => _lastOfThread.Count;

    /// <summary>How often something that was there was changed or removed.</summary>
    public long Changes { get; private set; }

    /// <summary>How many memories are in it.</summary>
    public int Count => _ordinals.Count;

    public bool Contains(Guid id) => _ordinals.ContainsKey(id);

    public int Find(Guid id) => _ordinals.GetValueOrDefault(id, -1);

    public int FindTerm(string stem) => _terms.GetValueOrDefault(stem, -1);

    public PostingList Postings(int term) => _postings[term];

    /// <summary>Ascending ordinals of the memories with a tag, or of a session; null where there are none.</summary>
    public IReadOnlyList<int>? WithTag(string tag) => _byTag.GetValueOrDefault(tag);

    public IReadOnlyList<int>? OfSession(string sessionId) => _bySession.GetValueOrDefault(sessionId);

    /// <summary>Ascending ordinals of the memories that name something; null where none do.</summary>
    public IReadOnlyList<int>? WithEntity(string name) => _names.Find(name) is >= 0 and var number ? _withName[number] : null;

    /// <summary>The same by the name's number.</summary>
    public IReadOnlyList<int> WithEntity(int name) => _withName[name];

    /// <summary>What a memory names, as numbers.</summary>
    public ReadOnlySpan<int> EntitiesOf(int memory) => _namesOf[memory];

    /// <summary>Speakers whose names have a word.</summary>
    public IReadOnlyList<int> SpeakersNamed(string word) => _speakersByName.TryGetValue(word, out var speakers) ? speakers : [];

    /// <summary>The different words of a memory, as terms.</summary>
    public ReadOnlySpan<int> TermsOf(int memory) => _forward[memory];

    /// <summary>Adds a memory after all others.</summary>
    public void Add(IndexedMemory memory)
    {
        var at = Columns.Append();
        var columns = Columns;
        _ordinals.Add(memory.Id, at);
        columns.Ids[at] = memory.Id;
        columns.Tier[at] = (byte)memory.Tier;
        columns.Alive[at] = true;
        columns.Audience[at] = Audiences.Add(memory.Audience);
        columns.Speaker[at] = memory.Speaker is { Length: > 0 } speaker ? Speaker(speaker) : -1;
        columns.OccurredAt[at] = memory.OccurredAt ?? memory.RecordedAt;
        columns.RecordedAt[at] = memory.RecordedAt;
        columns.Importance[at] = memory.Importance;
        columns.Traits[at] = (byte)TraitReader.Read(memory.Text);
        columns.Sequence[at] = memory.Sequence;
        SetState(at, memory);
        Link(at, memory.Thread);
        foreach (var tag in memory.Tags)
            Of(_byTag, tag).Add(at);
        if (memory.SessionId is { } session)
            Of(_bySession, session).Add(at);
        _namesOf.Add([.. EntityReader.Read(memory.Text, null).Select(_names.Add)]);
        foreach (var name in _namesOf[at])
        {
            if (name == _withName.Count)
                _withName.Add([]);
            _withName[name].Add(at);
        }

        AddWords(at, memory);
    }

    /// <summary>Takes over what may change of a memory; its words do not.</summary>
    public void Update(IndexedMemory memory)
    {
        if (Find(memory.Id) is not (>= 0 and var at))
            return;
        Changes++;
        SetState(at, memory);
    }

    /// <summary>Takes a memory out of every list. Its neighbours become each other's.</summary>
    public void Remove(IndexedMemory memory)
    {
        if (!_ordinals.Remove(memory.Id, out var at))
            return;
        Changes++;
        var columns = Columns;
        columns.Alive[at] = false;
        columns.Gist.AsSpan(at * Vectors.Dimensions, Vectors.Dimensions).Clear();
        var (previous, next) = (columns.Previous[at], columns.Next[at]);
        if (previous >= 0)
            columns.Next[previous] = next;
        if (next >= 0)
            columns.Previous[next] = previous;
        else if (columns.Thread[at] is >= 0 and var thread)
            _lastOfThread[thread] = previous;
        foreach (var tag in memory.Tags)
            Of(_byTag, tag).Remove(at);
        if (memory.SessionId is { } session)
            Of(_bySession, session).Remove(at);
        foreach (var name in _namesOf[at])
            _withName[name].Remove(at);
        _namesOf[at] = [];
        foreach (var term in _forward[at])
            _postings[term].Remove(at);
        _forward[at] = [];
    }

    private int Speaker(string name)
    {
        var (known, number) = (Speakers.Count, Speakers.Add(name));
        if (number < known)
            return number;
        foreach (var part in TextTokens.Of(name).Where(part => part.Length > 1 && !StopWords.Contains(part)).Distinct(StringComparer.Ordinal))
            Of(_speakersByName, part).Add(number);
        return number;
    }

    private static List<int> Of(Dictionary<string, List<int>> lists, string key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _) ??= [];

    private static IEnumerable<string> Words(IndexedMemory memory) => memory.Speaker is { Length: > 0 } speaker
        ? TextTokens.Of(speaker).Concat(TextTokens.Of(memory.Text))
        : TextTokens.Of(memory.Text);

    private void SetState(int at, IndexedMemory memory)
    {
        Columns.Tier[at] = (byte)memory.Tier;
        Columns.SumsUp[at] = memory.SumsUp;
        Columns.ValidFrom[at] = memory.ValidFrom ?? long.MinValue;
        Columns.ValidTo[at] = memory.ValidTo ?? long.MaxValue;
    }

    private void Link(int at, long? thread)
    {
        var columns = Columns;
        (columns.Previous[at], columns.Next[at], columns.Thread[at]) = (-1, -1, -1);
        if (thread is not { } key)
        {
            columns.Thread[at] = _lastOfThread.Count;
            _lastOfThread.Add(at);
            return;
        }

        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_threads, key, out var known);
        if (!known)
        {
            number = _lastOfThread.Count;
            _lastOfThread.Add(-1);
        }

        columns.Thread[at] = number;
        var (last, next) = (_lastOfThread[number], -1);
        while (last >= 0 && columns.Sequence[last] > columns.Sequence[at])
            (last, next) = (columns.Previous[last], last);
        (columns.Previous[at], columns.Next[at]) = (last, next);
        if (last >= 0)
            columns.Next[last] = at;
        if (next >= 0)
            columns.Previous[next] = at;
        else
            _lastOfThread[number] = at;
    }

    private void AddWords(int at, IndexedMemory memory)
    {
        var counts = new Dictionary<int, int>();
        var length = 0;
        Span<float> gist = stackalloc float[Vectors.Dimensions];
        gist.Clear();
        foreach (var word in Words(memory))
        {
            if (StopWords.Contains(word))
                continue;
            var row = Vectors.Find(word);
            if (row >= 0)
                Vectors.Add(row, Embeddings.WordVectors.Weight(row), gist);
            length++;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, Term(word, row), out _)++;
        }

        foreach (var (term, count) in counts)
            _postings[term].Add(at, count);
        _forward.Add([.. counts.Keys]);
        Columns.Length[at] = (ushort)Math.Min(length, ushort.MaxValue);
        Quantize(gist, Columns.Gist.AsSpan(at * gist.Length, gist.Length));
    }

    private int Term(string word, int row)
    {
        if (row >= 0 && RowTerms[row] > 0)
            return RowTerms[row] - 1;
        var stem = EnglishStemmer.Stem(word);
        ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, stem, out var known);
        if (!known)
        {
            term = _postings.Count;
            _postings.Add(new PostingList());
        }

        if (row >= 0)
            RowTerms[row] = term + 1;
        return term;
    }

    /// <summary>All vectors to one length, so that their products are cosines.</summary>
    private static void Quantize(ReadOnlySpan<float> vector, Span<sbyte> numbers)
    {
        var norm = System.Numerics.Tensors.TensorPrimitives.Norm(vector);
        var scale = norm < 1e-6f ? 0 : GistScale / norm;
        for (var index = 0; index < vector.Length; index++)
            numbers[index] = (sbyte)Math.Clamp(MathF.Round(vector[index] * scale), -127, 127);
    }
}
