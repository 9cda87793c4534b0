using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>An account. https://discord.com/developers/docs/resources/user#user-object</summary>
public sealed record User
{
    public Snowflake Id { get; set; }
    public string Username { get; set; } = "";
    public string? Discriminator { get; set; }
    public string? GlobalName { get; set; }
    public string? Avatar { get; set; }
    public bool Bot { get; set; }
    public bool System { get; set; }

    /// <summary>The name that Discord's own clients show outside of a guild.</summary>
    [JsonIgnore]
    public string DisplayName => GlobalName ?? Username;

    /// <summary>How a message mentions this account.</summary>
    [JsonIgnore]
    public string Mention => $"<@{Id}>";
}
