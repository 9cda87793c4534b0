namespace HydraBot.DiscordEmulator.World;

internal sealed record ThreadMember(Snowflake UserId, DateTimeOffset JoinedAt);
