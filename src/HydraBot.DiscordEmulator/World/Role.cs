namespace HydraBot.DiscordEmulator.World;

/// <summary>A role; the one whose id is the guild's own is @everyone.</summary>
internal sealed record Role(Snowflake Id, Snowflake GuildId, string Name, Permissions Permissions, int Position)
{
    public int Color { get; init; }
    public bool Hoist { get; init; }
    public bool Mentionable { get; init; }

    /// <summary>The bot that this role was made for when it joined.</summary>
    public Snowflake? BotId { get; init; }
}
