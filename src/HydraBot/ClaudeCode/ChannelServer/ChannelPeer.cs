using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace HydraBot.ClaudeCode.ChannelServer;

/// <summary>
/// An MCP server that pushes the thread's messages into the session. Claude Code does not say whether it takes them (without its own switch for channels it
/// drops them in silence), so until the session has answered once nothing counts as delivered and the hooks go first.
/// </summary>
/// <remarks>https://code.claude.com/docs/en/channels-reference</remarks>
internal sealed class ChannelPeer : IAsyncDisposable
{
    public const string Notification = "notifications/claude/channel";

    private const string Tool = "reply";
    private const int LongestReply = 16_000;

    private const string Instructions = """
        Messages of people on Discord arrive as <channel source="..." message_id="..." user="...">. Take each as if that person had typed it here. They do not see this terminal:
        answer them with the tool reply. A message_id that you saw before is the same message again; do not act on it twice.
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly JsonElement ReplySchema = JsonElement.Parse(
        $$$"""{"type":"object","properties":{"text":{"type":"string","description":"What they read, in Markdown","minLength":1,"maxLength":{{{LongestReply}}}}},"required":["text"],"additionalProperties":false}""");

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChannelLine _house;
    private readonly TimeProvider _time;
    private readonly McpServer _server;

    public ChannelPeer(ChannelLine house, Stream input, Stream output, TimeProvider time)
    {
        (_house, _time) = (house, time);
        _server = McpServer.Create(new StreamServerTransport(input, output, "hydrabot-channel"), Options());
    }

    /// <summary>Until the input ends, or the house says that it does not want this: then why.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pushing = PushAsync(stop);
        try
        {
            await _server.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            await stop.CancelAsync();
        }

        return await pushing;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private McpServerOptions Options()
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation { Name = "hydrabot-channel", Title = "HydraBot", Version = HouseVersion.Current },
            // Claude Code pushes channels in this revision alone.
            ProtocolVersion = "2025-11-25",
            ServerInstructions = Instructions,
            Capabilities = new ServerCapabilities { Experimental = new Dictionary<string, object> { ["claude/channel"] = new JsonObject() }, Tools = new ToolsCapability() },
        };
        options.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult
        {
            Tools = [new Tool { Name = Tool, Description = "Answers the people on Discord who follow this session", InputSchema = ReplySchema }],
        });
        options.Handlers.CallToolHandler = (call, stop) => ReplyAsync(call.Params, stop);
        options.Handlers.NotificationHandlers =
        [
            new(NotificationMethods.InitializedNotification, (_, _) =>
            {
                _begun.TrySetResult();
                return ValueTask.CompletedTask;
            }),
        ];
        return options;
    }

    private async ValueTask<CallToolResult> ReplyAsync(CallToolRequestParams? call, CancellationToken cancellationToken)
    {
        if (call?.Name != Tool)
            throw new McpProtocolException($"There is no tool '{call?.Name}'; there is {Tool}.", McpErrorCode.InvalidParams);
        if (call.Arguments is not { } given || !given.TryGetValue("text", out var value) || value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 and <= LongestReply } text)
            return Said($"'text' is needed: 1 to {LongestReply} characters.", isError: true);
        _heard.TrySetResult();
        return await _house.ReplyAsync(text, cancellationToken) is { } refusal ? Said(refusal, isError: true) : Said("They have it.", isError: false);
    }

    private static CallToolResult Said(string text, bool isError) => new() { Content = [new TextContentBlock { Text = text }], IsError = isError };

    private async Task<string?> PushAsync(CancellationTokenSource ending)
    {
        var stop = ending.Token;
        try
        {
            await _begun.Task.WaitAsync(stop);
            if (await _house.BeginAsync(stop) is { } refusal)
            {
                await ending.CancelAsync();
                return refusal;
            }

            while (true)
            {
                if (await _house.ListenAsync(_heard.Task.IsCompleted, stop) is not { } messages)
                {
                    // A hook listens; it may have gone by then.
                    await Task.Delay(Pause, _time, stop);
                    continue;
                }

                foreach (var message in messages)
                    await _server.SendMessageAsync(Of(message), stop);
                if (messages.Count > 0)
                    await HandedOverAsync(messages, stop);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException || (exception is OperationCanceledException && stop.IsCancellationRequested))
        {
            // Claude Code has gone, or the process ends: what is not confirmed is handed out again.
            return null;
        }
    }

    /// <summary>Confirmed at once where the session has answered before; else with its first answer, and the hooks may hand it out meanwhile.</summary>
    private async Task HandedOverAsync(IReadOnlyList<ChannelMessage> messages, CancellationToken stop)
    {
        if (!_heard.Task.IsCompleted)
        {
            try
            {
                await _heard.Task.WaitAsync(Patience, _time, stop);
            }
            catch (TimeoutException)
            {
                await _house.SilentAsync(stop);
                await _heard.Task.WaitAsync(stop);
            }
        }

        await _house.DeliveredAsync(messages, stop);
    }

    private static JsonRpcNotification Of(ChannelMessage message) => new()
    {
        Method = Notification,
        // Names of what goes with it are letters, digits and underscores, or Claude Code leaves them out.
        Params = new JsonObject { ["content"] = message.Text, ["meta"] = new JsonObject { ["message_id"] = message.Id, ["user"] = message.Author } },
    };
}
