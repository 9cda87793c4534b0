namespace HydraBot.Discord.Gateway;

/// <summary>HELLO. https://discord.com/developers/docs/events/gateway-events#hello</summary>
internal sealed record Hello
{
    /// <summary>Milliseconds.</summary>
    public double HeartbeatInterval { get; set; }
}
