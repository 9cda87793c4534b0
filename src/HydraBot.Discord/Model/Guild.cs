namespace HydraBot.Discord.Model;

/// <summary>A server. https://discord.com/developers/docs/resources/guild#guild-object</summary>
public record Guild
{
    public Snowflake Id { get; set; }
    public string Name { get; set; } = "";
    public string? Icon { get; set; }
    public Snowflake OwnerId { get; set; }
    public Snowflake? SystemChannelId { get; set; }
    public string? PreferredLocale { get; set; }
    public int? MemberCount { get; set; }
    public int? ApproximateMemberCount { get; set; }
    public bool Unavailable { get; set; }
    public IReadOnlyList<Role> Roles { get; set; } = [];

    /// <summary>Sent with GUILD_CREATE alone.</summary>
    public IReadOnlyList<Channel>? Channels { get; set; }

    /// <summary>Sent with GUILD_CREATE alone.</summary>
    public IReadOnlyList<Channel>? Threads { get; set; }

    /// <summary>Sent with GUILD_CREATE alone; without the members intent only a few.</summary>
    public IReadOnlyList<Member>? Members { get; set; }

    /// <summary>Sent with GUILD_CREATE alone: who is in which voice channel.</summary>
    public IReadOnlyList<Gateway.Events.VoiceStateUpdate>? VoiceStates { get; set; }
}
