namespace HydraBot.DiscordEmulator.World;

/// <summary>What a channel allows or denies to one role or one member.</summary>
internal sealed record PermissionOverwrite(Snowflake Id, bool IsMember, Permissions Allow, Permissions Deny);
