using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HydraBot.Benchmarks.Events;

/// <summary>A gateway that plays the same stream to whoever comes: guilds with members, and on a word messages as fast as they are read.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    public const int Guilds = 100;
    public const int MembersPerGuild = 500;
    public const string LastWord = "the last one";

    private readonly WebApplication _app;
    /// <summary>Written beforehand, so that the readers are measured and not the writer.</summary>
    private readonly byte[][] _messages;
    private TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;

    private StreamServer(WebApplication app, int messages) =>
        (_app, _messages) = (app, [.. Enumerable.Range(1, messages)
            .Select(number => Dispatch("MESSAGE_CREATE", Guilds + 1 + number, Message(number, number == messages ? LastWord : "A line that somebody wrote about the state of their rack, as people do.")))]);

    /// <summary>How often somebody connected: more than once for one who lost the connection.</summary>
    public int Connections => _connections;

    public Uri Api => new(new Uri(_app.Urls.First()), "api");

    public static async Task<StreamServer> StartAsync(int messages, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new StreamServer(builder.Build(), messages);
        server._app.UseWebSockets();
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Lets the messages go to the one who is connected.</summary>
    public void Go() => _go.TrySetResult();

    /// <summary>Holds the messages back until the next word.</summary>
    public void Wait() => (_go, _connections) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await PlayAsync(socket, context.RequestAborted);
            return;
        }

        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["url"] = $"ws://{new Uri(_app.Urls.First()).Authority}/",
            ["shards"] = 1,
            ["session_start_limit"] = new JsonObject { ["total"] = 1000, ["remaining"] = 1000, ["reset_after"] = 0, ["max_concurrency"] = 1 },
        });
    }

    private async Task PlayAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var sequence = 0;
        Interlocked.Increment(ref _connections);
        Task SendAsync(byte[] frame) => socket.SendAsync(frame, WebSocketMessageType.Text, true, cancellationToken);

        await SendAsync("""{"op":10,"s":null,"t":null,"d":{"heartbeat_interval":600000}}"""u8.ToArray());
        var listening = ListenAsync(socket, cancellationToken);
        var guilds = Enumerable.Range(1, Guilds).ToArray();
        await SendAsync(Dispatch("READY", ++sequence, new JsonObject
        {
            ["v"] = 10,
            ["user"] = JsonNode.Parse("""{"id":"1","username":"bot","discriminator":"0","avatar":null,"bot":true}"""),
            ["guilds"] = new JsonArray([.. guilds.Select(id => new JsonObject { ["id"] = Id(id), ["unavailable"] = true })]),
            ["session_id"] = "s",
            ["resume_gateway_url"] = $"ws://{new Uri(_app.Urls.First()).Authority}/",
            ["application"] = JsonNode.Parse("""{"id":"1","flags":0}"""),
        }.ToJsonString()));
        foreach (var id in guilds)
            await SendAsync(Dispatch("GUILD_CREATE", ++sequence, Guild(id)));

        await _go.Task.WaitAsync(cancellationToken);
        foreach (var message in _messages)
            await SendAsync(message);
        await listening;
    }

    private static async Task ListenAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while ((await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The one who was played to has been stopped.
        }
    }

    private static byte[] Dispatch(string name, int sequence, string data) => Encoding.UTF8.GetBytes($$"""{"t":"{{name}}","s":{{sequence}},"op":0,"d":{{data}}}""");

    private static string Id(long number) => (1_000_000_000_000_000_000 + (number << 22)).ToString(CultureInfo.InvariantCulture);

    private static string User(long number) =>
        $$"""{"id":"{{Id(number)}}","username":"member{{number}}","global_name":"Member {{number}}","avatar":"0123456789abcdef0123456789abcdef","discriminator":"0","public_flags":0,"bot":false}""";

    private static string Guild(int id)
    {
        var members = Enumerable.Range(0, MembersPerGuild).Select(number => $$"""
            {"user":{{User((id * 10_000) + number)}},"nick":null,"avatar":null,"roles":["{{Id((id * 100) + 1)}}"],"joined_at":"2026-01-01T00:00:00.000000+00:00","premium_since":null,"deaf":false,"mute":false,"flags":0,"pending":false,"communication_disabled_until":null}
            """);
        var roles = Enumerable.Range(0, 10).Select(number => $$"""
            {"id":"{{(number == 0 ? Id(id) : Id((id * 100) + number))}}","name":"role {{number}}","color":0,"colors":{"primary_color":0,"secondary_color":null,"tertiary_color":null},"hoist":false,"position":{{number}},"permissions":"1071698660929","managed":false,"mentionable":false,"flags":0}
            """);
        var channels = Enumerable.Range(0, 20).Select(number => $$"""
            {"id":"{{Id((id * 1_000) + number)}}","type":0,"name":"channel-{{number}}","position":{{number}},"permission_overwrites":[],"topic":null,"nsfw":false,"last_message_id":null,"rate_limit_per_user":0,"parent_id":null,"flags":0}
            """);
        return $$"""
            {"id":"{{Id(id)}}","name":"Guild {{id}}","icon":null,"owner_id":"{{Id(id * 10_000)}}","verification_level":0,"default_message_notifications":0,"explicit_content_filter":0,"features":[],"mfa_level":0,
             "system_channel_flags":0,"premium_tier":0,"preferred_locale":"en-US","nsfw_level":0,"premium_progress_bar_enabled":false,"afk_timeout":300,"emojis":[],"stickers":[],"joined_at":"2026-01-01T00:00:00.000000+00:00",
             "large":false,"unavailable":false,"member_count":{{MembersPerGuild}},"voice_states":[],"threads":[],"presences":[],"stage_instances":[],"guild_scheduled_events":[],"soundboard_sounds":[],
             "roles":[{{string.Join(',', roles)}}],"channels":[{{string.Join(',', channels)}}],"members":[{{string.Join(',', members)}}]}
            """;
    }

    private static string Message(int number, string content) => $$"""
        {"id":"{{Id(50_000_000 + number)}}","channel_id":"{{Id(1_000 + (number % 20))}}","guild_id":"{{Id(1)}}","author":{{User(10_000 + (number % MembersPerGuild))}},
         "member":{"nick":null,"avatar":null,"roles":["{{Id(101)}}"],"joined_at":"2026-01-01T00:00:00.000000+00:00","premium_since":null,"deaf":false,"mute":false,"flags":0,"pending":false,"communication_disabled_until":null},
         "content":{{JsonSerializer.Serialize(content)}},"timestamp":"2026-11-28T04:00:00.000000+00:00","edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],"attachments":[],"embeds":[],
         "components":[],"pinned":false,"type":0,"flags":0,"nonce":"{{number}}"}
        """;
}
