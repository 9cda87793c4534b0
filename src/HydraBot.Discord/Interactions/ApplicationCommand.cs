using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>A command as Discord has it.</summary>
public sealed record ApplicationCommand : CommandDefinition
{
    public Snowflake Id { get; set; }
    public Snowflake ApplicationId { get; set; }
    public Snowflake? GuildId { get; set; }
    public Snowflake Version { get; set; }

    /// <summary>How a message links to the command; for a subcommand give its path.</summary>
    public string Mention(string? path = null) => $"</{path ?? Name}:{Id}>";
}
