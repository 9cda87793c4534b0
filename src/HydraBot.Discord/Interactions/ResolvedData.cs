using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>The things that an interaction refers to by id.</summary>
public sealed record ResolvedData
{
    public IReadOnlyDictionary<Snowflake, User>? Users { get; set; }

    /// <summary>Without their <see cref="Member.User"/>: that is in <see cref="Users"/>.</summary>
    public IReadOnlyDictionary<Snowflake, Member>? Members { get; set; }
    public IReadOnlyDictionary<Snowflake, Role>? Roles { get; set; }
    public IReadOnlyDictionary<Snowflake, Channel>? Channels { get; set; }
    public IReadOnlyDictionary<Snowflake, Message>? Messages { get; set; }
    public IReadOnlyDictionary<Snowflake, Attachment>? Attachments { get; set; }
}
