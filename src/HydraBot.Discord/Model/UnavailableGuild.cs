namespace HydraBot.Discord.Model;

/// <summary>A guild that is not (or no longer) to be seen. https://discord.com/developers/docs/resources/guild#unavailable-guild-object</summary>
public record UnavailableGuild
{
    public Snowflake Id { get; set; }

    /// <summary>Absent, and so false, when the bot was removed from the guild rather than the guild being down.</summary>
    public bool Unavailable { get; set; }
}
