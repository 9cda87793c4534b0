using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>VOICE_STATE_UPDATE: somebody entered, left or moved between voice channels, or changed how they listen.</summary>
public sealed record VoiceStateUpdate
{
    public Snowflake? GuildId { get; set; }

    /// <summary>Where the user is now; null: in no channel.</summary>
    public Snowflake? ChannelId { get; set; }
    public Snowflake UserId { get; set; }
    public string SessionId { get; set; } = "";
    public bool SelfMute { get; set; }
    public bool SelfDeaf { get; set; }
    public bool Mute { get; set; }
    public bool Deaf { get; set; }
    public bool Suppress { get; set; }
}
