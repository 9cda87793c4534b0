using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>VOICE_SERVER_UPDATE: where this client's voice in a guild is served. It comes on joining, on moving, and when a server goes away.</summary>
public sealed record VoiceServerUpdate
{
    /// <summary>A secret.</summary>
    public string Token { get; set; } = "";
    public Snowflake GuildId { get; set; }

    /// <summary>Null: the server went away, and another is being found.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"voice server of {GuildId}: {Endpoint ?? "none"}";
}
