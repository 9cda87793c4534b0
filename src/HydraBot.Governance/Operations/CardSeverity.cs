namespace HydraBot.Governance.Operations;

/// <summary>How a card feels.</summary>
public enum CardSeverity
{
    /// <summary>Information.</summary>
    Neutral = 0,

    /// <summary>All is well, or it is done.</summary>
    Good = 1,

    /// <summary>Look at it when you can.</summary>
    Warning = 2,

    /// <summary>Something failed, was refused, or is broken.</summary>
    Bad = 3,

    /// <summary>Somebody is waited for.</summary>
    Waiting = 4,
}
