using System.IO.Pipelines;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using HydraBot.ClaudeCode.ChannelServer;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace HydraBot.Tests.ClaudeCode;

/// <summary>A channel server between a house and the SDK's own client, which stands where Claude Code would.</summary>
internal sealed class ChannelFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Pipe _toServer = new(), _toClient = new();
    private readonly StringWriter _error = new();
    private readonly Channel<JsonObject> _heard = Channel.CreateUnbounded<JsonObject>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _server;
    private McpClient? _client;

    private ChannelFixture(DoorHouse house)
    {
        var file = house.Services.GetRequiredService<HookKeys>().File;
        string[] args = ["--url", house.Client().BaseAddress!.ToString(), "--key-file", file];
        _server = Task.Run(() => ChannelVerb.RunAsync(args, _toServer.Reader.AsStream(), _toClient.Writer.AsStream(), _error, TimeProvider.System, _stop.Token));
    }

    public McpClient Client => _client!;

    public string Complaints => _error.ToString();

    public static async Task<ChannelFixture> StartAsync(DoorHouse house)
    {
        var fixture = new ChannelFixture(house);
        var options = new McpClientOptions { ProtocolVersion = "2025-11-25" };
        options.Handlers.NotificationHandlers =
        [
            new("notifications/claude/channel", (said, _) =>
            {
                fixture._heard.Writer.TryWrite(said.Params!.AsObject());
                return ValueTask.CompletedTask;
            }),
        ];
        var transport = new StreamClientTransport(fixture._toServer.Writer.AsStream(), fixture._toClient.Reader.AsStream());
        fixture._client = await McpClient.CreateAsync(transport, options, null, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return fixture;
    }

    /// <summary>The next message that was pushed.</summary>
    public Task<JsonObject> HeardAsync() => _heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task<CallToolResult> ReplyAsync(string text) =>
        await Client.CallToolAsync("reply", new Dictionary<string, object?> { ["text"] = text }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>How the program ended.</summary>
    public Task<int> EndAsync() => _server.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>The input ends, as it does when Claude Code ends.</summary>
    public async Task<int> CloseAsync()
    {
        await _toServer.Writer.CompleteAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _toServer.Writer.CompleteAsync();
        await ((Task)_server).WaitAsync(Patience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync();
        if (_client is not null)
            await _client.DisposeAsync();
        _stop.Dispose();
        await _error.DisposeAsync();
    }
}
