namespace HydraBot.Governance.Journal;

/// <summary>Where a request is on the road. The numbers are stored: append only.</summary>
public enum RequestState
{
    /// <summary>Stored, not yet judged.</summary>
    Received = 0,

    /// <summary>Waits for people.</summary>
    AwaitingApproval = 1,

    /// <summary>Approved, not begun.</summary>
    Approved = 2,

    /// <summary>Begun: its intent is in the audit chain.</summary>
    Running = 3,

    /// <summary>Ended well.</summary>
    Done = 4,

    /// <summary>Ended badly.</summary>
    Failed = 5,

    /// <summary>Never ran: a rule or a person said no.</summary>
    Refused = 6,

    /// <summary>Cancelled while it ran, or before.</summary>
    Cancelled = 7,

    /// <summary>The process stopped while it ran; what it did is not known, and it is never run again.</summary>
    Interrupted = 8,
}
