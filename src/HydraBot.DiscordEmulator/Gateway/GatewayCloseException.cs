namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>A client broke a rule for which Discord closes the connection.</summary>
internal sealed class GatewayCloseException(GatewayCloseCode code, string reason) : Exception(reason)
{
    public GatewayCloseCode Code => code;
}
