using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>A channel or thread. https://discord.com/developers/docs/resources/channel#channel-object</summary>
public record Channel
{
    public Snowflake Id { get; set; }
    public ChannelType Type { get; set; }
    public Snowflake? GuildId { get; set; }
    public int? Position { get; set; }
    public string? Name { get; set; }
    public string? Topic { get; set; }
    public bool Nsfw { get; set; }
    public Snowflake? LastMessageId { get; set; }
    public int? RateLimitPerUser { get; set; }
    public Snowflake? OwnerId { get; set; }
    public Snowflake? ParentId { get; set; }
    public int? MessageCount { get; set; }
    public int? MemberCount { get; set; }
    public ThreadMetadata? ThreadMetadata { get; set; }
    public IReadOnlyList<PermissionOverwrite>? PermissionOverwrites { get; set; }

    /// <summary>The other side of a direct message.</summary>
    public IReadOnlyList<User>? Recipients { get; set; }

    /// <summary>Sent with interactions' resolved channels alone: what the member may do there.</summary>
    public Permissions? Permissions { get; set; }

    [JsonIgnore]
    public bool IsThread => Type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;

    /// <summary>How a message mentions this channel.</summary>
    [JsonIgnore]
    public string Mention => $"<#{Id}>";
}
