namespace HydraBot.Governance.Operations;

/// <summary>
/// Operations that programs outside bring and take away while the house runs. They are judged, asked about and recorded like the house's own; only they are
/// on no fixed list, such as Discord's commands or the tools of MCP.
/// </summary>
public interface IVisitingOperations
{
    /// <summary>Those that can be run now, by name.</summary>
    IReadOnlyList<Operation> Ready { get; }

    /// <summary>One by its exact name, also while who brings it is away; null where there is none, or nobody agreed to it as it is now.</summary>
    Operation? Find(string name);

    /// <summary>Why there is none of this name, where somebody brings it and it is not let in; null where nobody does.</summary>
    string? Absence(string name);
}
