namespace HydraBot.Governance.Operations;

/// <summary>Who ended an operation before its own end.</summary>
public enum CancelCause
{
    /// <summary>The caller, who went away or took it back.</summary>
    Caller = 0,

    /// <summary>The operation's time limit.</summary>
    TimeLimit = 1,

    /// <summary>The emergency stop.</summary>
    EmergencyStop = 2,
}
