using HydraBot.Inference.Endpoints;

namespace HydraBot.Inference.Routing;

/// <summary>Whom to ask, in order, and why.</summary>
/// <param name="Candidates">The best first.</param>
/// <param name="Reason">In a few words, for people.</param>
internal sealed record RoutePlan(IReadOnlyList<ModelChoice> Candidates, string Reason)
{
    /// <summary>How sure the learned policy is that the weak model will do; null where another policy decided.</summary>
    public double? WeakDoes { get; init; }
}
