namespace HydraBot.Memory.Retrieval;

/// <summary>Working space of one search, kept for the next: as many places as there are memories, zero between searches.</summary>
internal sealed class SearchScratch
{
    /// <summary>Of more memories than this only those that were touched are set back.</summary>
    private const int Few = 50_000;

    public bool[] Eligible = [];
    public float[] SessionLength = [];
    public float[] Words = [];
    public float[] Meaning = [];
    public float[] Gist = [];
    public float[] Entity = [];
    public float[] Graph = [];
    public float[] Term = [];
    public float[] Final = [];
    public float[] SessionTerm = [];
    public float[] Session = [];
    public readonly List<int> Touched = [];
    public readonly List<int> TermTouched = [];
    public readonly List<int> EntityTouched = [];
    public readonly List<int> GraphTouched = [];
    public readonly List<int> TouchedSessions = [];
    public readonly List<int> ScoredSessions = [];
    public readonly MatchList Matches = new();

    /// <summary>The gist was compared with more than what was touched.</summary>
    public bool IsGistSpread;

    private readonly List<int> _aside = [];
    private short[] _steps = [];
    private SearchedPart? _borrower;

    public void Fit(int memories, int threads)
    {
        if (Words.Length < memories)
        {
            var size = memories + (memories / 4) + 64;
            (Eligible, Words, Meaning, Gist) = (new bool[size], new float[size], new float[size], new float[size]);
            (Entity, Graph, Term, Final) = (new float[size], new float[size], new float[size], new float[size]);
        }

        if (Session.Length < threads)
        {
            var size = threads + (threads / 4) + 64;
            (SessionTerm, Session, SessionLength) = (new float[size], new float[size], new float[size]);
        }
    }

    /// <summary>A narrow part on this space.</summary>
    public SearchedPart Borrow(MemoryIndex index, SearchFilter filter, int[] narrowed) => _borrower = SearchedPart.Of(index, filter, narrowed, this);

    /// <summary>Room for a small number beside each memory that was touched.</summary>
    public Span<short> Steps(int count)
    {
        if (_steps.Length < count)
            _steps = new short[count + (count / 4)];
        return _steps.AsSpan(0, count);
    }

    /// <summary>Takes what was touched and stands below a step out of the race.</summary>
    public void PutAside(ReadOnlySpan<short> steps, int least)
    {
        var kept = 0;
        for (var place = 0; place < steps.Length; place++)
        {
            if (steps[place] >= least)
                Touched[kept++] = Touched[place];
            else
                _aside.Add(Touched[place]);
        }

        Touched.RemoveRange(kept, Touched.Count - kept);
    }

    /// <summary>Back to zero.</summary>
    public void Clear(MemoryColumns columns)
    {
        _borrower?.Clear(columns);
        _borrower = null;
        if (columns.Count <= Few)
        {
            foreach (var scores in (float[][])[Words, Meaning, Gist, Final])
                scores.AsSpan(0, columns.Count).Clear();
        }
        else
        {
            Clear(Touched);
            Clear(_aside);
            if (IsGistSpread)
                Gist.AsSpan(0, columns.Count).Clear();
        }

        IsGistSpread = false;

        foreach (var session in ScoredSessions)
            Session[session] = 0;
        foreach (var memory in EntityTouched)
            Entity[memory] = 0;
        EntityTouched.Clear();
        foreach (var memory in GraphTouched)
            Graph[memory] = 0;
        GraphTouched.Clear();
        Touched.Clear();
        _aside.Clear();
        TermTouched.Clear();
        TouchedSessions.Clear();
        ScoredSessions.Clear();
        Matches.Clear();
    }

    private void Clear(List<int> touched)
    {
        foreach (var memory in touched)
            (Words[memory], Meaning[memory], Gist[memory], Final[memory]) = (0, 0, 0, 0);
    }
}
