namespace HydraBot.DiscordEmulator.World;

internal sealed record Guild(Snowflake Id, string Name, Snowflake OwnerId);
