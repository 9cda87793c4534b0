using System.Collections.Immutable;

namespace HydraBot.DiscordEmulator.World;

/// <summary>A message; <see cref="Embeds"/> and <see cref="Components"/> are kept in the form in which they are sent out.</summary>
internal sealed record Message(Snowflake Id, Snowflake ChannelId, Snowflake AuthorId, MessageType Type, string Content)
{
    public MessageFlags Flags { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public JsonElement? Embeds { get; init; }
    public JsonElement? Components { get; init; }
    public ImmutableArray<Attachment> Attachments { get; init; } = [];
    public ImmutableArray<Reaction> Reactions { get; init; } = [];
    public ImmutableArray<Snowflake> MentionedUsers { get; init; } = [];
    public ImmutableArray<Snowflake> MentionedRoles { get; init; } = [];
    public bool MentionsEveryone { get; init; }
    public bool Pinned { get; init; }
    public DateTimeOffset? PinnedAt { get; init; }
    public bool Spoken { get; init; }

    /// <summary>The client's own mark: text, or a number, as it was sent.</summary>
    public JsonElement? Nonce { get; init; }
    public MessageReference? Reference { get; init; }

    /// <summary>Set on what an application wrote as an answer to an interaction.</summary>
    public Snowflake? ApplicationId { get; init; }
    public InteractionMetadata? Interaction { get; init; }

    /// <summary>The one user who sees it; such a message is kept in memory alone.</summary>
    public Snowflake? EphemeralTo { get; init; }
    public Snowflake? ThreadId { get; init; }

    public bool IsEphemeral => EphemeralTo is not null;
}
