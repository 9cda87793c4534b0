using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>An account inside a guild. https://discord.com/developers/docs/resources/guild#guild-member-object</summary>
public sealed record Member
{
    /// <summary>Absent where the account stands beside the member, as in MESSAGE_CREATE.</summary>
    public User? User { get; set; }
    public string? Nick { get; set; }
    public string? Avatar { get; set; }
    public IReadOnlyList<Snowflake> Roles { get; set; } = [];
    public DateTimeOffset? JoinedAt { get; set; }
    public bool Deaf { get; set; }
    public bool Mute { get; set; }
    public bool Pending { get; set; }

    /// <summary>Sent with interactions alone: what the member may do in that channel.</summary>
    public Permissions? Permissions { get; set; }
    public DateTimeOffset? CommunicationDisabledUntil { get; set; }

    /// <summary>The name that Discord's own clients show in this guild.</summary>
    [JsonIgnore]
    public string? DisplayName => Nick ?? User?.DisplayName;
}
