namespace HydraBot.Memory.Retrieval;

/// <summary>How much each arm says. docs/memory.md tells how they were chosen; the evaluation prints what each is worth.</summary>
internal sealed record RetrievalWeights
{
    public static RetrievalWeights Default { get; } = new();

    /// <summary>Words of the text itself and of its neighbours (BM25F).</summary>
    public float Words { get; init; } = 0.46f;

    /// <summary>Words of like meaning (late interaction over static vectors).</summary>
    public float Meaning { get; init; } = 0.28f;

    /// <summary>The text's mean vector.</summary>
    public float Gist { get; init; } = 0.14f;

    /// <summary>The whole conversation that it stands in.</summary>
    public float Session { get; init; } = 0.20f;

    /// <summary>What it names: hosts, people, things.</summary>
    public float Entity { get; init; } = 0.02f;

    /// <summary>What names the same as the best memories do: one step further over the graph.</summary>
    public float Graph { get; init; } = 0.02f;

    public float Previous { get; init; } = 0.7f;

    public float Next { get; init; } = 0.3f;

    public float Smear { get; init; } = 0.3f;

    /// <summary>BM25's saturation and length normalization.</summary>
    public float K1 { get; init; } = 1.2f;

    public float B { get; init; } = 0.75f;

    /// <summary>The least cosine of a word that stands in for another.</summary>
    public float LeastSimilarity { get; init; } = 0.45f;

    public int MostSimilar { get; init; } = 30;

    public float Speaker { get; init; } = 0.25f;

    public float Question { get; init; } = 0.25f;

    public float Feedback { get; init; } = 0.4f;

    public int FeedbackMemories { get; init; } = 3;

    public int FeedbackTerms { get; init; } = 15;

    public float Diversity { get; init; } = 0.2f;

    public float SessionDiversity { get; init; } = 0.02f;

    /// <summary>What sums up others, or is archived, stands behind what says the same itself.</summary>
    public float Cold { get; init; } = 0.6f;

    public float When { get; init; } = 0.25f;

    /// <summary>What the turn before the one before counts, and the one after the one after.</summary>
    public float Before { get; init; } = 0.35f;

    public float After { get; init; } = 0.17f;

    /// <summary>What a turn that holds a number adds where the question wants one.</summary>
    public float Number { get; init; } = 0.1f;

    /// <summary>What a turn that names somebody or something adds where the question wants a name.</summary>
    public float Name { get; init; } = 0.2f;

    /// <summary>What a turn of many words adds, and one of few loses: "Thanks!" answers nothing.</summary>
    public float Rich { get; init; } = 0.15f;
}
