namespace HydraBot.Memory.Vectors;

/// <summary>
/// What a model's vectors say for a memory, beside a best score of one of the other arms. Something is always the nearest: the whole of it is given only where the nearest is like the question,
/// and stands out from what else is near.
/// </summary>
internal static class Nearness
{
    /// <summary>What the nearest gives where it is like the question.</summary>
    public const float Whole = 0.5f;

    /// <summary>The least cosine of what is like the question though it shares no word with it.</summary>
    public const float Like = 0.35f;

    /// <summary>How much nearer than the others: models that find everything alike (cosines of 0.7 and more) tell by hundredths.</summary>
    private const float Apart = 0.05f;

    /// <param name="similarity">Cosine of a memory and the question.</param>
    /// <param name="best">That of the nearest.</param>
    /// <param name="least">That of the last of those that are near; 0 where there is one alone.</param>
    public static float Share(float similarity, float best, float least) =>
        Whole * Math.Clamp(best / Like, 0, 1) * (similarity - least) / Math.Max(best - least, Apart);
}
