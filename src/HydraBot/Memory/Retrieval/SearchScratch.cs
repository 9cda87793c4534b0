namespace HydraBot.Memory.Retrieval;

/// <summary>Working space of one search, kept for the next: as many places as there are memories, zero between searches.</summary>
internal sealed class SearchScratch
{
    public bool[] Eligible = [];
    public float[] Words = [];
    public float[] Meaning = [];
    public float[] Gist = [];
    public float[] Term = [];
    public float[] Final = [];
    public float[] SessionTerm = [];
    public float[] Session = [];
    public float[] SessionLength = [];
    public readonly List<int> Touched = [];
    public readonly List<int> TermTouched = [];
    public readonly List<int> TouchedSessions = [];
    public readonly List<(int Memory, float Count)> Matches = [];

    public void Fit(int memories, int threads)
    {
        if (Eligible.Length < memories)
        {
            var size = memories + (memories / 4) + 64;
            (Eligible, Words, Meaning, Gist, Term, Final) = (new bool[size], new float[size], new float[size], new float[size], new float[size], new float[size]);
        }

        if (Session.Length < threads)
        {
            var size = threads + (threads / 4) + 64;
            (SessionTerm, Session, SessionLength) = (new float[size], new float[size], new float[size]);
        }
    }

    /// <summary>Back to zero.</summary>
    public void Clear(int memories, int threads)
    {
        Eligible.AsSpan(0, memories).Clear();
        Words.AsSpan(0, memories).Clear();
        Meaning.AsSpan(0, memories).Clear();
        Gist.AsSpan(0, memories).Clear();
        Final.AsSpan(0, memories).Clear();
        Session.AsSpan(0, threads).Clear();
        SessionLength.AsSpan(0, threads).Clear();
        Touched.Clear();
        TermTouched.Clear();
        TouchedSessions.Clear();
        Matches.Clear();
    }
}
