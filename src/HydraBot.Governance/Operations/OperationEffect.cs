namespace HydraBot.Governance.Operations;

/// <summary>What an operation does to the world, mildest first. The law decides by it.</summary>
public enum OperationEffect
{
    /// <summary>Looks and changes nothing.</summary>
    Read = 0,

    /// <summary>Changes something that can be changed back.</summary>
    Change = 1,

    /// <summary>Interrupts something that people or services are using.</summary>
    Disrupt = 2,

    /// <summary>Removes something for good.</summary>
    Destroy = 3,
}
