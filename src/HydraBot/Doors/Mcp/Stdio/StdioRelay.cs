using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Doors.Mcp.Stdio;

/// <summary>
/// Carries messages between a client's pipes and the house's HTTP address: one message a line there, one request each here. Every tool, key, law and
/// record is the house's own, so both transports are the same door.
/// </summary>
internal sealed class StdioRelay(HttpClient http, Uri address, Stream output) : IDisposable
{
    private const int ParseError = -32700, InternalError = -32603;
    private const string RevisionInMeta = "io.modelcontextprotocol/protocolVersion";

    // Two readers of the same name twice may differ about what was asked.
    private static readonly JsonDocumentOptions OneOfEach = new() { AllowDuplicateProperties = false };

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private string? _revision;

    /// <summary>Runs until the input ends.</summary>
    public async Task RunAsync(Stream input, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false));
        var carried = new List<Task>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            carried.RemoveAll(task => task.IsCompletedSuccessfully);
            if (line.Length == 0)
                continue;
            if (Read(line) is not { } message)
            {
                await WriteAsync(Error(null, ParseError, "A line of the input is no JSON-RPC message."), cancellationToken);
                continue;
            }

            var carrying = CarryAsync(message, line, cancellationToken);
            // The revision that the first answer agrees on goes into the headers of everything after it.
            if (Method(message) == "initialize")
                await carrying;
            carried.Add(carrying);
        }

        await Task.WhenAll(carried);
    }

    public void Dispose() => _writing.Dispose();

    private async Task CarryAsync(JsonObject message, string line, CancellationToken cancellationToken)
    {
        if (Method(message) == "notifications/cancelled" && Within(message["params"], "requestId")?.ToJsonString() is { } given)
        {
            await CancelAsync(given);
            return;
        }

        var id = message["id"]?.ToJsonString();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (id is not null)
            _running[id] = stop;
        try
        {
            await AskAsync(message, line, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client does not want the answer any more.
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            if (id is not null)
                await WriteAsync(Error(message["id"], InternalError, $"HydraBot at {address} does not answer: {exception.Message}"), cancellationToken);
        }
        finally
        {
            if (id is not null)
                _running.TryRemove(id, out _);
        }
    }

    private async Task CancelAsync(string id)
    {
        if (!_running.TryGetValue(id, out var running))
            return;
        try
        {
            await running.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended at the same moment.
        }
    }

    private async Task AskAsync(JsonObject message, string line, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(line, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if ((Text(Within(Within(message["params"], "_meta"), RevisionInMeta)) ?? _revision) is { } revision)
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", revision);
        if (Method(message) is { } method)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Method", method);
            if (Text(Within(message["params"], "name") ?? Within(message["params"], "uri")) is { } name && name.All(letter => letter is >= ' ' and <= '~'))
                request.Headers.TryAddWithoutValidation("Mcp-Name", name);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent)
            return;
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
                await PassAsync(message, item.Data, cancellationToken);
            return;
        }

        using var reader = new StreamReader(body);
        await PassAsync(message, await reader.ReadToEndAsync(cancellationToken), cancellationToken);
    }

    /// <summary>A JSON-RPC message goes on as it is, on one line; what the door itself says becomes an error of the request.</summary>
    private async Task PassAsync(JsonObject asked, string text, CancellationToken cancellationToken)
    {
        if (Read(text) is { } message && message.ContainsKey("jsonrpc"))
        {
            if (Method(asked) == "initialize" && Text(Within(message["result"], "protocolVersion")) is { } agreed)
                _revision = agreed;
            await WriteAsync(message, cancellationToken);
        }
        else if (asked["id"] is { } id)
            await WriteAsync(Error(id, InternalError, Read(text)?["detail"]?.ToString() ?? "The answer is no JSON-RPC message."), cancellationToken);
    }

    private async Task WriteAsync(JsonNode message, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(message.ToJsonString());
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(bytes, cancellationToken);
            await output.WriteAsync(LineEnd, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: OneOfEach) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Method(JsonObject message) => Text(message["method"]);

    /// <summary>A member, where there is an object: what a client sends may be anything.</summary>
    private static JsonNode? Within(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Error(JsonNode? id, int code, string text) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone(), ["error"] = new JsonObject { ["code"] = code, ["message"] = text } };
}
