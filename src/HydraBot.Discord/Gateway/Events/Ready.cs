using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>READY: a new session. https://discord.com/developers/docs/events/gateway-events#ready</summary>
public sealed record Ready
{
    public int V { get; set; }
    public User User { get; set; } = new();
    public IReadOnlyList<UnavailableGuild> Guilds { get; set; } = [];
    public string SessionId { get; set; } = "";
    public string? ResumeGatewayUrl { get; set; }
    public IReadOnlyList<int>? Shard { get; set; }
    public Application? Application { get; set; }
}
