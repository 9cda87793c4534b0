using System.Net.Http.Headers;
using HydraBot.Tests.Doors.Http;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>Clients of the SDK that others wrote, at the door of a whole house.</summary>
internal static class McpHouse
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="house">Whose door.</param>
    /// <param name="key">Of the client.</param>
    /// <param name="path">All tools, or <c>/mcp/fleet</c> and the like.</param>
    /// <param name="revision">Of the protocol; the SDK's newest where it is null.</param>
    /// <param name="elicit">Answers what the server asks the person at the client; a client that cannot where it is null.</param>
    public static async Task<McpClient> McpAsync(
        this DoorHouse house, string key = DoorHouse.OwnerKey, string path = "/mcp", string? revision = null,
        Func<ElicitRequestParams?, CancellationToken, ValueTask<ElicitResult>>? elicit = null)
    {
        var http = house.Client(key);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(http.BaseAddress!, path), TransportMode = HttpTransportMode.StreamableHttp }, http, null, ownsHttpClient: true);
        var options = new McpClientOptions { ClientInfo = new Implementation { Name = "test", Version = "1" }, ProtocolVersion = revision };
        if (elicit is not null)
            options.Handlers.ElicitationHandler = elicit;
        return await McpClient.CreateAsync(transport, options, null, Stop);
    }

    public static string Text(this CallToolResult result) => string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
