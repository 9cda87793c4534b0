using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>Whoever is asked to adopt a law sees what it changes.</summary>
internal sealed class AdoptionExplainer(AdoptedLaw laws) : IActExplainer
{
    public IEnumerable<string> Explain(string operation) => operation == "constitution.adopt" && laws.Pending is { } pending
        ? LawComparison.Of(laws.InForce, pending)
        : [];
}
