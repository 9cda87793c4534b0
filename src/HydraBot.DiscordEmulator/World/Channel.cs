using System.Collections.Immutable;

namespace HydraBot.DiscordEmulator.World;

/// <summary>A guild's channel, a thread, or a conversation of two.</summary>
internal sealed record Channel(Snowflake Id, ChannelType Type, string Name)
{
    public Snowflake? GuildId { get; init; }
    public Snowflake? ParentId { get; init; }
    public string? Topic { get; init; }
    public int Position { get; init; }
    public int RateLimitPerUser { get; init; }
    public Snowflake? LastMessageId { get; init; }
    public DateTimeOffset? LastPinAt { get; init; }
    public ImmutableArray<PermissionOverwrite> Overwrites { get; init; } = [];
    public ImmutableArray<Snowflake> Recipients { get; init; } = [];
    public ThreadDetails? Thread { get; init; }

    public bool IsThread => Type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;

    /// <summary>Whether messages can be written here.</summary>
    public bool HoldsMessages => Type is not (ChannelType.GuildCategory or ChannelType.GuildForum);
}
