using System.Collections.Immutable;

namespace HydraBot.DiscordEmulator.World;

internal sealed record Member(Snowflake GuildId, Snowflake UserId, ImmutableArray<Snowflake> Roles, DateTimeOffset JoinedAt)
{
    public string? Nick { get; init; }
}
