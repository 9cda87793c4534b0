namespace HydraBot.Memory.Retrieval;

/// <summary>Adds the arms, each by its share of its best, and picks the best memories.</summary>
internal static class Fusion
{
    public static IReadOnlyList<FoundMemory> Pick(MemoryIndex index, SearchedPart part, ReadQuery query, RetrievalWeights weights, SearchScratch scratch, int limit)
    {
        var columns = index.Columns;
        var best = new Bests(index, part, scratch, weights);
        var heap = new PriorityQueue<int, float>();
        var pool = Math.Max(limit * 4, 40);
        var most = part.Narrowed?.Length ?? columns.Count;
        for (var place = 0; place < most; place++)
        {
            var memory = part.Narrowed is null ? place : part.Narrowed[place];
            if (!scratch.Eligible[memory])
                continue;
            var score = best.Score(memory);
            if (score <= 0)
                continue;
            var boost = 1f;
            if (query.Speakers.Count > 0 && columns.Speaker[memory] is >= 0 and var speaker && query.Speakers.Contains(speaker))
                boost += weights.Speaker;
            var traits = (TextTraits)columns.Traits[memory];
            if ((traits & TextTraits.Question) != 0)
                boost -= weights.Question;
            if (query.AsksWhen && (traits & TextTraits.Time) != 0)
                boost += weights.When;
            score *= boost;
            scratch.Final[memory] = score;
            if (heap.Count < pool)
                heap.Enqueue(memory, score);
            else if (heap.TryPeek(out _, out var least) && score > least)
                heap.EnqueueDequeue(memory, score);
        }

        var ranked = new List<int>(heap.Count);
        while (heap.TryDequeue(out var memory, out _))
            ranked.Add(memory);
        ranked.Sort((a, b) => scratch.Final[b] != scratch.Final[a] ? scratch.Final[b].CompareTo(scratch.Final[a]) : b.CompareTo(a));
        if (query.AsksForSeveral && ranked.Count > limit)
            Diversify(columns, ranked, scratch, weights, limit);
        return [.. ranked.Take(limit).Select(memory => new FoundMemory(columns.Ids[memory], scratch.Final[memory], best.Arms(memory)))];
    }

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

/// <summary>The best that each arm gave, to measure the others by.</summary>
internal sealed class Bests
{
    private readonly MemoryIndex _index;
    private readonly SearchScratch _scratch;
    private readonly RetrievalWeights _weights;
    private readonly float _words;
    private readonly float _meaning;
    private readonly float _gist;
    private readonly float _gistMean;
    private readonly float _session;

    public Bests(MemoryIndex index, SearchedPart part, SearchScratch scratch, RetrievalWeights weights)
    {
        (_index, _scratch, _weights) = (index, scratch, weights);
        var (sum, count) = (0f, 0);
        foreach (var memory in scratch.Touched)
        {
            _words = Math.Max(_words, scratch.Words[memory]);
            _meaning = Math.Max(_meaning, Meaning(memory));
            _session = Math.Max(_session, scratch.Session[index.Columns.Thread[memory]]);
        }

        var most = part.Narrowed?.Length ?? index.Columns.Count;
        for (var place = 0; place < most; place++)
        {
            var memory = part.Narrowed is null ? place : part.Narrowed[place];
            if (!scratch.Eligible[memory])
                continue;
            var gist = Gist(memory);
            _gist = Math.Max(_gist, gist);
            sum += gist;
            count++;
        }

        _gistMean = count == 0 ? 0 : sum / count;
    }

    public float Score(int memory) =>
        (_weights.Words * Share(_scratch.Words[memory], _words)) + (_weights.Meaning * Share(Meaning(memory), _meaning))
        + (_weights.Gist * Share(Gist(memory) - _gistMean, _gist - _gistMean)) + (_weights.Session * Share(_scratch.Session[_index.Columns.Thread[memory]], _session));

    public IReadOnlyList<ArmScore> Arms(int memory) =>
    [
        new("words", _weights.Words * Share(_scratch.Words[memory], _words)),
        new("meaning", _weights.Meaning * Share(Meaning(memory), _meaning)),
        new("gist", _weights.Gist * Share(Gist(memory) - _gistMean, _gist - _gistMean)),
        new("session", _weights.Session * Share(_scratch.Session[_index.Columns.Thread[memory]], _session)),
    ];

    private static float Share(float value, float best) => best <= 1e-6f || value <= 0 ? 0 : value / best;

    private float Meaning(int memory) => Smeared(_scratch.Meaning, memory);

    private float Gist(int memory) => Smeared(_scratch.Gist, memory);

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
