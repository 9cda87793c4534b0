namespace HydraBot.Governance.Operations;

/// <summary>The kind of a refusal, which doors translate into their own (an HTTP status, an embed's colour).</summary>
public enum RefusalKind
{
    /// <summary>There is no such operation.</summary>
    UnknownOperation = 0,

    /// <summary>The arguments do not fit the schema.</summary>
    WrongArguments = 1,

    /// <summary>The caller's access does not suffice.</summary>
    Access = 2,

    /// <summary>The emergency stop is pulled.</summary>
    Stopped = 3,

    /// <summary>The law forbids it, or does not allow it.</summary>
    Constitution = 4,

    /// <summary>People said no, or nobody said yes in time.</summary>
    NotApproved = 5,

    /// <summary>The request is not in the state that this needs: it ran before, or was cut off.</summary>
    NotRunnable = 6,

    /// <summary>It was done too often by this caller; later it may be done again.</summary>
    TooOften = 7,
}
