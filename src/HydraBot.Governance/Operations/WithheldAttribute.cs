namespace HydraBot.Governance.Operations;

/// <summary>
/// Marks a parameter that holds what people said or know. The audit chain, which is never changed, and the journal after the run keep only how
/// much it was: what a person may have forgotten must not stand where nothing can be forgotten.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WithheldAttribute : Attribute;
