namespace HydraBot.DiscordEmulator.World;

/// <summary>A registered command; <see cref="Definition"/> holds what the application sent, checked and with nulls removed.</summary>
internal sealed record ApplicationCommand(
    Snowflake Id, Snowflake ApplicationId, Snowflake? GuildId, Snowflake Version, int Type, string Name, JsonElement Definition)
{
    public const int ChatInput = 1;
    public const int OnUser = 2;
    public const int OnMessage = 3;
}
