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
    public float Gist { get; init; } = 0.06f;

    /// <summary>The whole conversation that it stands in.</summary>
    public float Session { get; init; } = 0.20f;

    public float Previous { get; init; } = 0.5f;

    public float Next { get; init; } = 0.25f;

    public float Smear { get; init; } = 0.3f;

    /// <summary>BM25's saturation and length normalization.</summary>
    public float K1 { get; init; } = 1.2f;

    public float B { get; init; } = 0.75f;

    /// <summary>The least cosine of a word that stands in for another.</summary>
    public float LeastSimilarity { get; init; } = 0.45f;

    public int MostSimilar { get; init; } = 30;

    public float Speaker { get; init; } = 0.20f;

    public float Time { get; init; } = 0.10f;

    public float Question { get; init; } = 0.25f;

    public float Feedback { get; init; } = 0.4f;

    public int FeedbackMemories { get; init; } = 3;

    public int FeedbackTerms { get; init; } = 15;

    public float Diversity { get; init; } = 0.2f;

    public float SessionDiversity { get; init; } = 0.02f;

    public float When { get; init; } = 0.25f;
}
