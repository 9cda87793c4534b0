namespace HydraBot.Speech.Recognition;

/// <summary>What was understood.</summary>
/// <param name="Text">The words; empty when none.</param>
/// <param name="Engine">Which recogniser.</param>
/// <param name="Doubt">Why nothing was taken where something was heard; null otherwise.</param>
public sealed record Transcript(string Text, string Engine, string? Doubt = null);
