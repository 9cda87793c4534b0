namespace HydraBot.Mls.Messages;

/// <summary>The kinds of proposals (RFC 9420, section 17.4).</summary>
public enum ProposalType : ushort
{
    /// <summary>Somebody is to be added.</summary>
    Add = 1,

    /// <summary>The sender wants a new leaf.</summary>
    Update = 2,

    /// <summary>A member is to be removed.</summary>
    Remove = 3,

    /// <summary>A secret that members share is to be mixed in.</summary>
    PreSharedKey = 4,

    /// <summary>The group is to be started anew.</summary>
    ReInit = 5,

    /// <summary>Somebody joins by a commit of their own.</summary>
    ExternalInit = 6,

    /// <summary>The group's extensions are to be replaced.</summary>
    GroupContextExtensions = 7,
}
