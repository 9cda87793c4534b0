using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Benchmarks.RoundTrip;

/// <summary>
/// The least that a bot can do: one thread that looks for two ids in what arrives and sends prepared bytes over an open socket. No library, nothing understood, nothing checked: what remains is the
/// emulator, the member and the machine.
/// </summary>
internal static class LeastBot
{
    public const string Verb = "least-bot";

    public static async Task RunAsync(Uri api, string token, string guild)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bot {token}");
        var root = $"{api.ToString().TrimEnd('/')}/v10";
        var application = (await http.GetFromJsonAsync<JsonNode>($"{root}/oauth2/applications/@me"))!["id"]!.ToString();
        var gateway = (await http.GetFromJsonAsync<JsonNode>($"{root}/gateway"))!["url"]!.ToString();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{gateway.TrimEnd('/')}/?v=10&encoding=json"), CancellationToken.None);
        await ReceiveAsync(socket);
        await SendAsync(socket, $$"""{"op":2,"d":{"properties":{"os":"linux","browser":"least","device":"least"},"intents":1,"token":"{{token}}" } }""");
        await ReceiveAsync(socket);
        using var made = await http.PutAsJsonAsync($"{root}/applications/{application}/guilds/{guild}/commands", new JsonArray(new JsonObject { ["name"] = "least", ["description"] = "Answers with one embed" }));
        made.EnsureSuccessStatusCode();
        using var answers = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await answers.ConnectAsync(api.Host, api.Port);
        await Console.Out.WriteLineAsync("ready");
        await AnswerAsync(socket, answers, api);
    }

    private static async Task AnswerAsync(ClientWebSocket socket, Socket answers, Uri api)
    {
        const string answer = """{"type":4,"data":{"embeds":[{"title":"Constitution","description":"The law","fields":[{"name":"Version","value":"1","inline":true}]}]}}""";
        var heard = new byte[8192];
        while (true)
        {
            var text = await ReceiveAsync(socket);
            if (!text.Contains("INTERACTION_CREATE", StringComparison.Ordinal))
                continue;
            var d = JsonElement.Parse(text).GetProperty("d");
            var path = $"{api.AbsolutePath}/v10/interactions/{d.GetProperty("id").GetString()}/{d.GetProperty("token").GetString()}/callback";
            answers.Send(Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: {api.Authority}\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\n\r\n{answer}"));
            answers.Receive(heard);
        }
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length);
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
}
