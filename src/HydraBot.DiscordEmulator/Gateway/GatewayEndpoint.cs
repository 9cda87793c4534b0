using HydraBot.DiscordEmulator.Faults;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Takes WebSockets in, keeps them until they end, and ends them all when the emulator stops.</summary>
internal sealed class GatewayEndpoint(DiscordWorld world, GatewayProtocol protocol, FaultBoard faults, ILoggerFactory loggers)
{
    private readonly HashSet<GatewayConnection> _open = [];

    /// <summary>Every open connection, identified or not; a copy.</summary>
    public IReadOnlyList<GatewayConnection> Connections
    {
        get
        {
            lock (world.Gate)
                return [.. _open];
        }
    }

    public async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var compress = context.Request.Query["compress"] == "zlib-stream";
        using var connection = new GatewayConnection(socket, compress, world.Time, faults, loggers.CreateLogger<GatewayConnection>());
        lock (world.Gate)
            _open.Add(connection);
        try
        {
            if (Refusal(context.Request.Query) is { } refusal)
                connection.Close(refusal.Code, refusal.Message);
            await connection.RunAsync(protocol.Receive, protocol.Ended, context.RequestAborted);
        }
        finally
        {
            lock (world.Gate)
                _open.Remove(connection);
            protocol.Ended(connection);
        }
    }

    private static GatewayCloseException? Refusal(IQueryCollection query)
    {
        if (query.TryGetValue("v", out var version) && version != "10" && version != "9")
            return new GatewayCloseException(GatewayCloseCode.InvalidApiVersion, "Invalid API version.");
        if (query.TryGetValue("encoding", out var encoding) && encoding != "json")
            return new GatewayCloseException(GatewayCloseCode.DecodeError, "Only encoding=json is spoken here.");
        if (query.TryGetValue("compress", out var compress) && compress != "zlib-stream")
            return new GatewayCloseException(GatewayCloseCode.DecodeError, "Only compress=zlib-stream is spoken here.");
        return null;
    }
}
