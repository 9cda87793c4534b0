namespace HydraBot.Discord.Gateway;

/// <summary>https://discord.com/developers/docs/events/gateway#connecting-gateway-url-query-string-params</summary>
internal static class GatewayAddress
{
    /// <summary>The address with version and encoding, the same for a first connection and a resumed one.</summary>
    public static Uri With(Uri address, bool compress)
    {
        var builder = new UriBuilder(address) { Query = "v=10&encoding=json" + (compress ? "&compress=zlib-stream" : "") };
        return builder.Uri;
    }
}
