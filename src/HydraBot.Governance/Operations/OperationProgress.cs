namespace HydraBot.Governance.Operations;

/// <summary>How far long work has come.</summary>
/// <param name="Text">All of the text so far, when the work writes; otherwise one line on what it is doing.</param>
/// <param name="Fraction">From 0 to 1, when it is known.</param>
public sealed record OperationProgress(string Text, double? Fraction = null);
