namespace HydraBot.Governance.Operations;

/// <summary>Whose hand is on the request.</summary>
public enum CallerKind
{
    /// <summary>A person on Discord, known by the id in the gateway event.</summary>
    Member = 0,

    /// <summary>A program that holds an HTTP key.</summary>
    Key = 1,

    /// <summary>A language model, acting for the person behind it.</summary>
    Model = 2,

    /// <summary>A schedule or the house itself.</summary>
    Schedule = 3,
}
