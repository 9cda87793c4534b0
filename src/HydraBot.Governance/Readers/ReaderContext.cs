using HydraBot.Governance.Audit;
using HydraBot.Governance.Readers.Paths;

namespace HydraBot.Governance.Readers;

/// <summary>What readers know of the house.</summary>
/// <param name="Places">The places that the law speaks of.</param>
/// <param name="Paths">Who says in which of them a path lies.</param>
/// <param name="Mask">Knows secrets when it sees them; null where nobody does.</param>
internal sealed record ReaderContext(Places Places, PathReader Paths, SecretMask? Mask)
{
    /// <summary>True when the text holds something that is, or looks like, a secret.</summary>
    public bool HoldsSecret(string text) => Mask is not null && Mask.Apply(text) != text;
}
