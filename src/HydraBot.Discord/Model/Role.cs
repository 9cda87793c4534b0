using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>A role of a guild. https://discord.com/developers/docs/topics/permissions#role-object</summary>
public sealed record Role
{
    public Snowflake Id { get; set; }
    public string Name { get; set; } = "";
    public int Color { get; set; }
    public bool Hoist { get; set; }
    public int Position { get; set; }
    public Permissions Permissions { get; set; }
    public bool Managed { get; set; }
    public bool Mentionable { get; set; }

    /// <summary>How a message mentions this role.</summary>
    [JsonIgnore]
    public string Mention => $"<@&{Id}>";
}
