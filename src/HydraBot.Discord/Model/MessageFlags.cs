namespace HydraBot.Discord.Model;

/// <summary>https://discord.com/developers/docs/resources/message#message-object-message-flags</summary>
[Flags]
public enum MessageFlags
{
    None = 0,
    Crossposted = 1 << 0,
    IsCrosspost = 1 << 1,
    SuppressEmbeds = 1 << 2,
    SourceMessageDeleted = 1 << 3,
    Urgent = 1 << 4,
    HasThread = 1 << 5,

    /// <summary>Only the one who asked sees it, and it is gone when their client restarts.</summary>
    Ephemeral = 1 << 6,

    /// <summary>The bot is "thinking": a deferred answer.</summary>
    Loading = 1 << 7,
    FailedToMentionSomeRolesInThread = 1 << 8,
    SuppressNotifications = 1 << 12,
    IsVoiceMessage = 1 << 13,
    HasSnapshot = 1 << 14,

    /// <summary>The message is made of components alone: no content, no embeds.</summary>
    IsComponentsV2 = 1 << 15,
}
