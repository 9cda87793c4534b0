namespace HydraBot.Discord.Model;

/// <summary>A guild as the list of the bot's own guilds gives it. https://discord.com/developers/docs/resources/user#get-current-user-guilds</summary>
public sealed record PartialGuild
{
    public Snowflake Id { get; set; }
    public string Name { get; set; } = "";
    public string? Icon { get; set; }
    public bool Owner { get; set; }
    public Permissions? Permissions { get; set; }
}
