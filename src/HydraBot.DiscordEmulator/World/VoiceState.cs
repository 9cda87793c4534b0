namespace HydraBot.DiscordEmulator.World;

/// <summary>Where somebody sits and how; it lives as long as the gateway session that asked for it.</summary>
internal sealed record VoiceState(Snowflake GuildId, Snowflake UserId, Snowflake? ChannelId, string SessionId, bool SelfMute, bool SelfDeaf);
