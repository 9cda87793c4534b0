namespace HydraBot.Discord.Model;

/// <summary>A thread to start. https://discord.com/developers/docs/resources/channel#start-thread-without-message</summary>
public sealed record ThreadPayload
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Minutes: 60, 1440, 4320 or 10080.</summary>
    public int? AutoArchiveDuration { get; init; }
    public int? RateLimitPerUser { get; init; }

    /// <summary>Only for a thread without a message.</summary>
    public ChannelType? Type { get; init; }
    public bool? Invitable { get; init; }
}
