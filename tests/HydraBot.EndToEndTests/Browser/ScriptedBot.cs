using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using Xunit;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>
/// A bot of raw HTTP and WebSocket, without a library: the page is tested against what is on the wire, not against how our own client reads it.
/// </summary>
internal sealed class ScriptedBot : IAsyncDisposable
{
    /// <summary>Guilds, members, messages, reactions, typing, and what messages say.</summary>
    private const int Intents = 1 | 2 | 512 | 1024 | 2048 | 32768;

    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Func<BotInteraction, Task>> _answers = [];
    private readonly EmulatedDiscord _discord;
    private readonly Dictionary<string, string> _channels = [];
    private Task _reading = Task.CompletedTask;

    private ScriptedBot(EmulatedDiscord discord)
    {
        _discord = discord;
        _http = new HttpClient { BaseAddress = discord.ApiBaseUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", discord.BotToken);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("DiscordBot (https://example.org, 1)");
    }

    public static async Task<ScriptedBot> ConnectAsync(EmulatedDiscord discord, CancellationToken cancelled)
    {
        var bot = new ScriptedBot(discord);
        var gateway = await bot.CallAsync(HttpMethod.Get, "gateway/bot");
        await bot._socket.ConnectAsync(new Uri($"{gateway!["url"]!.GetValue<string>().TrimEnd('/')}/?v=10&encoding=json"), cancelled);
        bot._reading = bot.ReadAsync();
        await bot._ready.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, cancelled);
        var channels = await bot.CallAsync(HttpMethod.Get, $"guilds/{discord.GuildId}/channels");
        foreach (var channel in channels!.AsArray())
            bot._channels[channel!["name"]!.GetValue<string>()] = channel["id"]!.GetValue<string>();
        return bot;
    }

    public string ChannelId(string name) => _channels[name];

    /// <summary>Offers these commands in the guild, and no others.</summary>
    public Task OfferAsync(params JsonNode[] commands) =>
        CallAsync(HttpMethod.Put, $"applications/{_discord.ApplicationId}/guilds/{_discord.GuildId}/commands", new JsonArray(commands));

    /// <summary>What to do when a command of this name is run, or a component or modal of this custom id is used.</summary>
    public void On(string name, Func<BotInteraction, Task> answer) => _answers[name] = answer;

    /// <summary>What to suggest for any option of a command.</summary>
    public void Suggest(string command, params string[] choices) => _answers[$"suggest {command}"] = interaction => interaction.SuggestAsync(choices);

    public async Task<string> SayAsync(JsonObject message, string channel = "command") =>
        (await CallAsync(HttpMethod.Post, $"channels/{ChannelId(channel)}/messages", message))!["id"]!.GetValue<string>();

    public Task<string> SayAsync(string content, string channel = "command") => SayAsync(new JsonObject { ["content"] = content }, channel);

    public Task EditAsync(string messageId, JsonObject changes, string channel = "command") =>
        CallAsync(HttpMethod.Patch, $"channels/{ChannelId(channel)}/messages/{messageId}", changes);

    public Task DeleteAsync(string messageId, string channel = "command") => CallAsync(HttpMethod.Delete, $"channels/{ChannelId(channel)}/messages/{messageId}");

    public Task ReactAsync(string messageId, string emoji, string channel = "command") =>
        CallAsync(HttpMethod.Put, $"channels/{ChannelId(channel)}/messages/{messageId}/reactions/{Uri.EscapeDataString(emoji)}/@me");

    public Task TypeAsync(string channel = "command") => CallAsync(HttpMethod.Post, $"channels/{ChannelId(channel)}/typing");

    /// <summary>A message with files, as multipart.</summary>
    public async Task AttachAsync(string content, params (string Name, byte[] Bytes, string Type)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(new JsonObject { ["content"] = content }.ToJsonString(), Encoding.UTF8, "application/json"), "payload_json" } };
        foreach (var (index, (name, bytes, type)) in files.Index())
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(type);
            form.Add(part, $"files[{index}]", name);
        }
        using var response = await _http.PostAsync(new Uri($"channels/{ChannelId("command")}/messages", UriKind.Relative), form, _stop.Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(_stop.Token));
    }

    public async Task<JsonNode?> CallAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await _http.SendAsync(request, _stop.Token);
            var text = await response.Content.ReadAsStringAsync(_stop.Token);
            if (response.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), TimeProvider.System, _stop.Token);
                continue;
            }
            Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _http.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReceiveAsync() is { } payload)
                await HandleAsync(payload);
            _ready.TrySetException(new InvalidOperationException($"The gateway closed with {_socket.CloseStatus}: {_socket.CloseStatusDescription}"));
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            _ready.TrySetException(error);
        }
    }

    private async Task HandleAsync(JsonNode payload)
    {
        switch (payload["op"]!.GetValue<int>())
        {
            case 1:
                await SendAsync(1, null);
                break;
            case 10:
                await SendAsync(2, new JsonObject
                {
                    ["token"] = _discord.BotToken,
                    ["intents"] = Intents,
                    ["properties"] = new JsonObject { ["os"] = "linux", ["browser"] = "script", ["device"] = "script" },
                });
                break;
            case 0 when payload["t"]!.GetValue<string>() == "READY":
                _ready.TrySetResult();
                break;
            case 0 when payload["t"]!.GetValue<string>() == "INTERACTION_CREATE":
                await AnswerAsync(new BotInteraction(this, payload["d"]!.AsObject()));
                break;
        }
    }

    private Task AnswerAsync(BotInteraction interaction) => _answers.TryGetValue(interaction.Key, out var answer) ? answer(interaction) : Task.CompletedTask;

    private async Task<JsonNode?> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(whole.ToArray());
        }
    }

    private async Task SendAsync(int op, JsonNode? data)
    {
        await _sending.WaitAsync(_stop.Token);
        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["op"] = op, ["d"] = data });
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
