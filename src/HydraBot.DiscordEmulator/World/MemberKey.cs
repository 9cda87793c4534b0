namespace HydraBot.DiscordEmulator.World;

internal readonly record struct MemberKey(Snowflake GuildId, Snowflake UserId)
{
    public override string ToString() => $"{GuildId}/{UserId}";
}
