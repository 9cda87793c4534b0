namespace HydraBot.Discord.Model;

/// <summary>Where the gateway is and how often one may identify. https://discord.com/developers/docs/events/gateway#get-gateway-bot</summary>
public sealed record GatewayBot
{
    public string Url { get; set; } = "";
    public int Shards { get; set; } = 1;
    public SessionStartLimit SessionStartLimit { get; set; } = new();
}
