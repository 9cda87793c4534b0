using HydraBot.DiscordEmulator.Gateway;

namespace HydraBot.DiscordEmulator.World;

/// <summary>A bot's application; its id is also its bot user's id.</summary>
internal sealed record Application(Snowflake Id, string Name, string Description, GatewayIntents PrivilegedIntents, string VerifyKey);
