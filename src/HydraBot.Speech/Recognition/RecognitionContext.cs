namespace HydraBot.Speech.Recognition;

/// <summary>What a recogniser may know beforehand.</summary>
/// <param name="Grammar">The phrases that mean something here.</param>
/// <param name="Language">Two letters; null to let the recogniser find out.</param>
/// <param name="Hint">Names that are likely to come up, for recognisers that take a prompt.</param>
public sealed record RecognitionContext(SpokenGrammar Grammar, string? Language = null, string? Hint = null)
{
    /// <summary>Nothing is known.</summary>
    public static RecognitionContext None { get; } = new(SpokenGrammar.Empty);
}
