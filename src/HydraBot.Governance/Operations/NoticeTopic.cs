namespace HydraBot.Governance.Operations;

/// <summary>What a notice is about; each has a channel of its own.</summary>
public enum NoticeTopic
{
    /// <summary>How things stand.</summary>
    Status = 0,

    /// <summary>Somebody should look.</summary>
    Alerts = 1,

    /// <summary>Decisions waited for and made.</summary>
    Approvals = 2,

    /// <summary>The morning after.</summary>
    Briefing = 3,

    /// <summary>Signed checkpoints of the audit chain: the witness that the database does not reach.</summary>
    Audit = 4,
}
