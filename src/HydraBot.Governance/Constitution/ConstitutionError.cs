namespace HydraBot.Governance.Constitution;

/// <summary>Something wrong in the text of a law.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record ConstitutionError(long Line, long Column, string Message);
