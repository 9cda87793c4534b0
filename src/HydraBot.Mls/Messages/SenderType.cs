namespace HydraBot.Mls.Messages;

/// <summary>The kinds of senders (RFC 9420, section 6).</summary>
public enum SenderType : byte
{
    /// <summary>A member.</summary>
    Member = 1,

    /// <summary>One of those whom the group's extension <c>external_senders</c> lists.</summary>
    External = 2,

    /// <summary>Somebody who proposes to be added.</summary>
    NewMemberProposal = 3,

    /// <summary>Somebody who joins by a commit of their own.</summary>
    NewMemberCommit = 4,
}
