namespace HydraBot.Fleet.Networks;

/// <summary>The way from what is to what is wanted.</summary>
/// <param name="Steps">In order.</param>
/// <param name="Notes">What whoever approves it should know.</param>
/// <param name="Left">What is not as it is wanted even afterwards.</param>
internal sealed record NetworkPlan(IReadOnlyList<NetworkStep> Steps, IReadOnlyList<string> Notes, NetworkDifference Left);
