namespace HydraBot.DiscordEmulator.World;

/// <summary>A person or a bot, with the token that logs in as it.</summary>
internal sealed record User(Snowflake Id, string Username, string GlobalName, bool IsBot, string Avatar, string Token);
