namespace HydraBot.Discord.Model;

/// <summary>What is chosen at first in a select over the guild's things.</summary>
public sealed record SelectDefaultValue
{
    public Snowflake Id { get; set; }

    /// <summary><c>user</c>, <c>role</c> or <c>channel</c>.</summary>
    public string Type { get; set; } = "";
}
