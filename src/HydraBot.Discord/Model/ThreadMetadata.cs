namespace HydraBot.Discord.Model;

/// <summary>What only threads have. https://discord.com/developers/docs/resources/channel#thread-metadata-object</summary>
public sealed record ThreadMetadata
{
    public bool Archived { get; set; }

    /// <summary>Minutes without a message until the thread is archived: 60, 1440, 4320 or 10080.</summary>
    public int AutoArchiveDuration { get; set; }
    public DateTimeOffset? ArchiveTimestamp { get; set; }
    public bool Locked { get; set; }
    public bool? Invitable { get; set; }
}
