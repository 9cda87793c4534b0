namespace HydraBot.Memory.Retrieval;

/// <summary>Adds the arms, each by its share of its best, and picks the best memories.</summary>
internal static class Fusion
{
    /// <summary>Words that say something; more make a turn no richer.</summary>
    private const int Talkative = 20;

    public static IReadOnlyList<FoundMemory> Pick(MemoryIndex index, SearchedPart part, ReadQuery query, RetrievalWeights weights, SearchScratch scratch, int limit)
    {
        var columns = index.Columns;
        var pool = Math.Max(limit * 4, 40);
        // What shares neither word nor meaning with the query is looked at only where little does.
        if (scratch.Touched.Count < pool)
            TouchAll(index, part, scratch);
        var best = new Bests(index, part, scratch, weights);
        var mostBoost = 1 + weights.Speaker + weights.When + weights.Number + weights.Name + weights.Rich;
        var heap = new PriorityQueue<int, float>();
        for (var place = 0; place < scratch.Touched.Count; place++)
        {
            var memory = scratch.Touched[place];
            var score = best.Score(place, memory);
            if (score <= 0 || (heap.Count == pool && heap.TryPeek(out _, out var least) && score * mostBoost <= least))
                continue;
            score *= Boost(columns, query, weights, memory);
            scratch.Final[memory] = score;
            if (heap.Count < pool)
                heap.Enqueue(memory, score);
            else if (heap.TryPeek(out _, out least) && score > least)
                heap.EnqueueDequeue(memory, score);
        }

        var ranked = new List<int>(heap.Count);
        while (heap.TryDequeue(out var memory, out _))
            ranked.Add(memory);
        ranked.Sort((a, b) => scratch.Final[b] != scratch.Final[a] ? scratch.Final[b].CompareTo(scratch.Final[a]) : b.CompareTo(a));
        if (query.AsksForSeveral && ranked.Count > limit)
            Diversify(columns, ranked, scratch, weights, limit);
        return [.. ranked.Take(limit).Select(memory => new FoundMemory(columns.Ids[memory], scratch.Final[memory], Arms(columns, query, weights, memory, best.Arms(memory))))];
    }

    /// <summary>What each arm gave; who said it, and what sort of sentence it is, weigh what the others found.</summary>
    private static IReadOnlyList<ArmScore> Arms(MemoryColumns columns, ReadQuery query, RetrievalWeights weights, int memory, IReadOnlyList<ArmScore> arms)
    {
        var found = arms.Sum(arm => arm.Score);
        var speaker = IsNamed(columns, query, memory) ? weights.Speaker : 0;
        return [.. arms, new("speaker", found * speaker), new("kind", found * (Boost(columns, query, weights, memory) - 1 - speaker))];
    }

    private static bool IsNamed(MemoryColumns columns, ReadQuery query, int memory) =>
        query.Speakers.Count > 0 && columns.Speaker[memory] is >= 0 and var speaker && query.Speakers.Contains(speaker);

    private static float Boost(MemoryColumns columns, ReadQuery query, RetrievalWeights weights, int memory)
    {
        var boost = 1f;
        if (IsNamed(columns, query, memory))
            boost += weights.Speaker;
        var traits = (TextTraits)columns.Traits[memory];
        if ((traits & TextTraits.Question) != 0)
            boost -= weights.Question;
        if (query.AsksWhen && (traits & TextTraits.Time) != 0)
            boost += weights.When;
        if (query.AsksForNumber && (traits & TextTraits.Number) != 0)
            boost += weights.Number;
        if (query.AsksForName && (traits & TextTraits.Name) != 0)
            boost += weights.Name;
        boost += weights.Rich * (Math.Min((int)columns.Length[memory], Talkative) - (Talkative / 2)) / (Talkative / 2f);
        return columns.SumsUp[memory] ? boost * weights.Cold : boost;
    }

    private static void TouchAll(MemoryIndex index, SearchedPart part, SearchScratch scratch)
    {
        var known = scratch.Touched.ToHashSet();
        var most = part.Narrowed?.Length ?? index.Columns.Count;
        for (var place = 0; place < most; place++)
        {
            var memory = part.Narrowed is null ? place : part.Narrowed[place];
            if (part.Eligible[memory] && (scratch.Gist[memory] > 0 || Session(index, scratch, memory) > 0) && known.Add(memory))
                scratch.Touched.Add(memory);
        }
    }

    private static float Session(MemoryIndex index, SearchScratch scratch, int memory) => scratch.Session[index.Columns.Thread[memory]];

    /// <summary>Ten turns of one minute tell less than five of two: what stands beside a memory that was picked counts a little less.</summary>
    private static void Diversify(MemoryColumns columns, List<int> ranked, SearchScratch scratch, RetrievalWeights weights, int limit)
    {
        for (var place = 0; place < limit; place++)
        {
            var best = place;
            for (var other = place + 1; other < ranked.Count; other++)
            {
                if (scratch.Final[ranked[other]] > scratch.Final[ranked[best]])
                    best = other;
            }

            (ranked[place], ranked[best]) = (ranked[best], ranked[place]);
            var picked = ranked[place];
            for (var other = place + 1; other < ranked.Count; other++)
            {
                var memory = ranked[other];
                if (columns.Previous[picked] == memory || columns.Next[picked] == memory)
                    scratch.Final[memory] *= 1 - weights.Diversity;
                else if (columns.Thread[picked] == columns.Thread[memory])
                    scratch.Final[memory] *= 1 - weights.SessionDiversity;
            }
        }
    }
}

/// <summary>What each arm gave to each memory that was touched, and the best of it, to measure the others by.</summary>
internal sealed class Bests
{
    private readonly MemoryIndex _index;
    private readonly SearchScratch _scratch;
    private readonly RetrievalWeights _weights;
    private readonly float[] _meanings;
    private readonly float[] _gists;
    private readonly float _words;
    private readonly float _meaning;
    private readonly float _gist;
    private readonly float _gistMean;
    private readonly float _session;
    private readonly float _entity;
    private readonly float _graph;

    public Bests(MemoryIndex index, SearchedPart part, SearchScratch scratch, RetrievalWeights weights)
    {
        (_index, _scratch, _weights) = (index, scratch, weights);
        (_meanings, _gists) = (new float[scratch.Touched.Count], new float[scratch.Touched.Count]);
        // A name that everybody has leads nowhere: the whole of its weight the arm gives for one that two memories share.
        _graph = Matching.Idf(Math.Max(part.Count, 2), 2);
        var sum = 0f;
        for (var place = 0; place < scratch.Touched.Count; place++)
        {
            var memory = scratch.Touched[place];
            _meanings[place] = Smeared(scratch.Meaning, memory);
            _gists[place] = Smeared(scratch.Gist, memory);
            sum += _gists[place];
            _words = Math.Max(_words, scratch.Words[memory]);
            _meaning = Math.Max(_meaning, _meanings[place]);
            _gist = Math.Max(_gist, _gists[place]);
            _entity = Math.Max(_entity, scratch.Entity[memory]);
            _graph = Math.Max(_graph, scratch.Graph[memory]);
            _session = Math.Max(_session, scratch.Session[index.Columns.Thread[memory]]);
        }

        _gistMean = scratch.Touched.Count == 0 ? 0 : sum / scratch.Touched.Count;
    }

    public float Score(int place, int memory) => Words(memory) + Meaning(_meanings[place]) + Gist(_gists[place]) + Session(memory) + Entity(memory) + Graph(memory);

    public IReadOnlyList<ArmScore> Arms(int memory) =>
    [
        new("words", Words(memory)),
        new("meaning", Meaning(Smeared(_scratch.Meaning, memory))),
        new("gist", Gist(Smeared(_scratch.Gist, memory))),
        new("session", Session(memory)),
        new("entity", Entity(memory)),
        new("graph", Graph(memory)),
    ];

    private static float Share(float value, float best) => best <= 1e-6f || value <= 0 ? 0 : value / best;

    private float Words(int memory) => _weights.Words * Share(_scratch.Words[memory], _words);

    private float Meaning(float smeared) => _weights.Meaning * Share(smeared, _meaning);

    private float Gist(float smeared) => _weights.Gist * Share(smeared - _gistMean, _gist - _gistMean);

    private float Session(int memory) => _weights.Session * Share(_scratch.Session[_index.Columns.Thread[memory]], _session);

    private float Entity(int memory) => _weights.Entity * Share(_scratch.Entity[memory], _entity);

    private float Graph(int memory) => _weights.Graph * Share(_scratch.Graph[memory], _graph);

    private float Smeared(float[] arm, int memory)
    {
        var columns = _index.Columns;
        var score = arm[memory];
        if (columns.Previous[memory] is >= 0 and var previous)
            score += _weights.Smear * arm[previous];
        if (columns.Next[memory] is >= 0 and var next)
            score += _weights.Smear * arm[next];
        return score;
    }
}
