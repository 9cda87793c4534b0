namespace HydraBot.DiscordEmulator.World;

internal sealed record MessageReference(Snowflake ChannelId, Snowflake? MessageId, Snowflake? GuildId);
