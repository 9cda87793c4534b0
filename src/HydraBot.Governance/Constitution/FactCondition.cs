using HydraBot.Governance.Readers;

namespace HydraBot.Governance.Constitution;

/// <summary>A condition on what an act would do.</summary>
/// <param name="Patterns">It holds when a fact of the act fits one of them.</param>
/// <param name="Negated">True for "none of them": then it also holds when there are no facts.</param>
public sealed record FactCondition(IReadOnlyList<NamePattern> Patterns, bool Negated)
{
    /// <summary>True when the facts fulfil it.</summary>
    public bool Holds(IReadOnlyList<Fact> facts) => Negated != Fitting(facts).Any();

    /// <summary>The facts that it speaks of.</summary>
    public IEnumerable<Fact> Fitting(IReadOnlyList<Fact> facts) => facts.Where(fact => Patterns.Any(pattern => pattern.Matches(fact.Name)));
}
