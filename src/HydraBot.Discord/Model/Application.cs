namespace HydraBot.Discord.Model;

/// <summary>The bot's own application. https://discord.com/developers/docs/resources/application</summary>
public sealed record Application
{
    public Snowflake Id { get; set; }
    public string Name { get; set; } = "";
    public string? Description { get; set; }
    public long Flags { get; set; }
    public User? Bot { get; set; }
    public User? Owner { get; set; }
    public int? ApproximateGuildCount { get; set; }
}
