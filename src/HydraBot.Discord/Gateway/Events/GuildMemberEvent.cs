using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>A member that joined or changed, as the gateway sends it: the member's own properties beside the guild's id.</summary>
public abstract record GuildMemberEvent
{
    public Snowflake GuildId { get; set; }
    public User User { get; set; } = new();
    public string? Nick { get; set; }
    public string? Avatar { get; set; }
    public IReadOnlyList<Snowflake> Roles { get; set; } = [];
    public DateTimeOffset? JoinedAt { get; set; }
    public bool Pending { get; set; }

    /// <summary>The member without the guild.</summary>
    public Member ToMember() => new() { User = User, Nick = Nick, Avatar = Avatar, Roles = Roles, JoinedAt = JoinedAt, Pending = Pending };
}
