using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Testing.Drivers;

/// <summary>A member at their phone: the calls that Discord's own clients make, and what arrives over the gateway.</summary>
public sealed class MemberSession : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly MemberGateway _gateway;
    private readonly Dictionary<string, JsonNode> _commands = [];

    private MemberSession(HttpClient http, MemberGateway gateway)
    {
        _http = http;
        _gateway = gateway;
    }

    /// <summary>What this member sees.</summary>
    public MemberGateway Screen => _gateway;

    private JsonNode Guild => _gateway.Guild;

    /// <summary>The token of a seeded member.</summary>
    public static async Task<string> TokenAsync(Uri emulator, string username, CancellationToken cancellationToken)
    {
        using var open = new HttpClient { BaseAddress = emulator };
        var members = await open.GetFromJsonAsync<JsonArray>("emulator/members", cancellationToken);
        return members!.First(member => (string)member!["username"]! == username)!["token"]!.ToString();
    }

    /// <summary>Signs a seeded member in.</summary>
    public static async Task<MemberSession> SignInAsync(Uri emulator, string username, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(emulator, username, cancellationToken);
        var http = new HttpClient { BaseAddress = new Uri(emulator, "api/v10/") };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", token);
        var url = (await http.GetFromJsonAsync<JsonNode>("gateway", cancellationToken))!["url"]!.ToString();
        return new MemberSession(http, await MemberGateway.ConnectAsync(url, token, cancellationToken));
    }

    /// <summary>The id of a channel by its name.</summary>
    public string Channel(string name) =>
        Guild["channels"]!.AsArray().First(channel => (string)channel!["name"]! == name)!["id"]!.ToString();

    /// <summary>Waits until the guild has a command of this name; known from then on, as a phone knows it.</summary>
    public async Task<JsonNode> CommandAsync(string name, CancellationToken cancellationToken)
    {
        if (_commands.TryGetValue(name, out var known))
            return known;
        while (true)
        {
            var index = await _http.GetFromJsonAsync<JsonNode>($"guilds/{Guild["id"]}/application-command-index", cancellationToken);
            if (index!["application_commands"]!.AsArray().FirstOrDefault(command => (string)command!["name"]! == name) is { } command)
                return _commands[name] = command;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Types a slash command, as <c>restart</c> or <c>container list</c>, and sends it.</summary>
    public Task<string> RunAsync(string path, CancellationToken cancellationToken, params (string Name, JsonNode Value)[] options) => RunAsync(path, null, cancellationToken, options);

    /// <summary>The same with a file for one of its options.</summary>
    public async Task<string> RunAsync(string path, (string Option, string Name, byte[] Content)? file, CancellationToken cancellationToken, params (string Name, JsonNode Value)[] options)
    {
        var words = path.Split(' ');
        var command = await CommandAsync(words[0], cancellationToken);
        var given = new JsonArray([.. options.Select(option => new JsonObject
        {
            ["type"] = TypeOf(option.Value),
            ["name"] = option.Name,
            ["value"] = option.Value.DeepClone(),
        })]);
        if (file is { } attached)
            given.Add((JsonNode)new JsonObject { ["type"] = 11, ["name"] = attached.Option, ["value"] = "0" });
        for (var depth = words.Length - 1; depth > 0; depth--)
            given = [new JsonObject { ["type"] = depth == words.Length - 1 ? 1 : 2, ["name"] = words[depth], ["options"] = given }];

        var nonce = Guid.CreateVersion7().ToString("N")[..20];
        await InteractAsync(2, nonce, "command", null, new JsonObject
        {
            ["version"] = command["version"]!.ToString(),
            ["id"] = command["id"]!.ToString(),
            ["name"] = words[0],
            ["type"] = 1,
            ["options"] = given,
        }, command["application_id"]!.ToString(), cancellationToken, file is { } sent ? (sent.Name, sent.Content) : null);
        return nonce;
    }

    /// <summary>Presses the button of this label below a message.</summary>
    public Task PressAsync(JsonNode message, string label, CancellationToken cancellationToken)
    {
        var button = message["components"]!.AsArray().SelectMany(row => row!["components"]!.AsArray()).First(component => (string?)component!["label"] == label)!;
        return InteractAsync(3, Guid.CreateVersion7().ToString("N")[..20], null, message, new JsonObject
        {
            ["component_type"] = 2,
            ["custom_id"] = button["custom_id"]!.ToString(),
        }, message["application_id"]?.ToString() ?? message["author"]!["id"]!.ToString(), cancellationToken);
    }

    /// <summary>Fills a form in and sends it; what is not named stays empty.</summary>
    public Task FillAsync(JsonNode form, CancellationToken cancellationToken, params (string Name, string Value)[] inputs) =>
        InteractAsync(5, Guid.CreateVersion7().ToString("N")[..20], "command", null, new JsonObject
        {
            ["id"] = form["id"]!.ToString(),
            ["custom_id"] = form["custom_id"]!.ToString(),
            ["components"] = new JsonArray([.. form["components"]!.AsArray().Select(label => Filled(label!, inputs))]),
        }, form["application"]!["id"]!.ToString(), cancellationToken);

    /// <summary>Uses a command of a message's menu.</summary>
    public async Task RunOnAsync(JsonNode message, string name, CancellationToken cancellationToken)
    {
        var command = await CommandAsync(name, cancellationToken);
        await InteractAsync(2, Guid.CreateVersion7().ToString("N")[..20], "command", null, new JsonObject
        {
            ["version"] = command["version"]!.ToString(),
            ["id"] = command["id"]!.ToString(),
            ["name"] = name,
            ["type"] = 3,
            ["target_id"] = message["id"]!.ToString(),
        }, command["application_id"]!.ToString(), cancellationToken);
    }

    /// <summary>Writes a message.</summary>
    public Task<JsonNode> WriteAsync(string channel, string text, CancellationToken cancellationToken) => WriteInAsync(Channel(channel), text, cancellationToken);

    /// <summary>Writes a message in a channel or thread by its id.</summary>
    public async Task<JsonNode> WriteInAsync(string channelId, string text, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync($"channels/{channelId}/messages", new JsonObject { ["content"] = text }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    /// <summary>Presses an emoji below a message.</summary>
    public async Task ReactAsync(JsonNode message, string emoji, CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsync(
            $"channels/{message["channel_id"]}/messages/{message["id"]}/reactions/{Uri.EscapeDataString(emoji)}/@me", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Reads a channel from the server, newest first.</summary>
    public Task<JsonArray> ReadAsync(string channel, CancellationToken cancellationToken) => ReadInAsync(Channel(channel), cancellationToken);

    /// <summary>A message of a channel that was there before this member came, or comes now.</summary>
    public async Task<JsonNode> FindAsync(string channel, Func<JsonNode, bool> fits, CancellationToken cancellationToken) =>
        (await ReadAsync(channel, cancellationToken)).FirstOrDefault(message => fits(message!)) ?? await Screen.MessageAsync(message => Look.IsIn(message, Channel(channel)) && fits(message), cancellationToken);

    /// <summary>Reads a channel or thread by its id, newest first.</summary>
    public async Task<JsonArray> ReadInAsync(string channelId, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonArray>($"channels/{channelId}/messages?limit=100", cancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _http.Dispose();
    }

    private async Task InteractAsync(
        int type, string nonce, string? channel, JsonNode? message, JsonObject data, string application, CancellationToken cancellationToken, (string Name, byte[] Content)? file = null)
    {
        var body = new JsonObject
        {
            ["type"] = type,
            ["application_id"] = application,
            ["guild_id"] = Guild["id"]!.ToString(),
            ["channel_id"] = message?["channel_id"]!.ToString() ?? Channel(channel!),
            ["session_id"] = _gateway.SessionId,
            ["data"] = data,
            ["nonce"] = nonce,
        };
        if (message is not null)
            (body["message_id"], body["message_flags"]) = (message["id"]!.ToString(), 0);
        using HttpContent content = file is { } sent
            ? new MultipartFormDataContent { { JsonContent.Create(body), "payload_json" }, { new ByteArrayContent(sent.Content), "files[0]", sent.Name } }
            : JsonContent.Create(body);
        using var answer = await _http.PostAsync("interactions", content, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static JsonObject Filled(JsonNode label, (string Name, string Value)[] inputs)
    {
        var input = label["component"]!;
        var name = input["custom_id"]!.ToString();
        var value = inputs.Where(given => given.Name == name).Select(given => given.Value).FirstOrDefault();
        var filled = new JsonObject { ["type"] = (int)input["type"]!, ["custom_id"] = name };
        if ((int)input["type"]! == 3)
            filled["values"] = value is null ? new JsonArray() : new JsonArray(value);
        else
            filled["value"] = value ?? "";
        return new JsonObject { ["type"] = 18, ["component"] = filled };
    }

    private static int TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => 4,
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => 5,
        _ => 3,
    };
}
