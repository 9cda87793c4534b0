using HydraBot.Doors.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary><c>HydraBot mcp test</c>: does what a client does, with a tool of each toolset that changes nothing.</summary>
internal sealed class TestVerb(McpAddress address)
{
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var http = address.Client();
        if (!await address.AnswersAsync(http, cancellationToken))
        {
            await output.WriteLineAsync($"No HydraBot answers at {address.Url}. Start it first: HydraBot");
            return 1;
        }

        await using var client = await ConnectAsync(http, cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        await output.WriteLineAsync($"{client.ServerInfo?.Name} {client.ServerInfo?.Version} at {address.Url}, {tools.Count} tools, revision {client.NegotiatedProtocolVersion}\n\n{"toolset",-14}{"tools",-7}{"called",-24}answer");
        var wrong = 0;
        foreach (var toolset in Toolsets.All)
        {
            var (count, called, words, good) = await TryAsync(http, toolset, cancellationToken);
            wrong += good ? 0 : 1;
            await output.WriteLineAsync($"{toolset,-14}{count,-7}{called,-24}{words}");
        }

        await output.WriteLineAsync(wrong == 0 ? "\nEvery toolset answers." : $"\n{wrong} of {Toolsets.All.Count} toolsets do not answer as they should.");
        return wrong == 0 ? 0 : 1;
    }

    private Task<McpClient> ConnectAsync(HttpClient http, CancellationToken cancellationToken, string path = "") => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"{address.Url}{path}"), TransportMode = HttpTransportMode.StreamableHttp }, http),
        cancellationToken: cancellationToken);

    private async Task<(int Count, string Called, string Words, bool Good)> TryAsync(HttpClient http, string toolset, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await ConnectAsync(http, cancellationToken, $"/{toolset}");
            var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
            if (tools.FirstOrDefault(IsSafe) is not { } safe)
                return (tools.Count, "-", tools.Count == 0 ? "no tools" : "nothing that could be tried without effect", true);
            var result = await client.CallToolAsync(safe.Name, new Dictionary<string, object?>(), cancellationToken: cancellationToken);
            var words = string.Join(' ', result.Content.OfType<TextContentBlock>().Select(block => block.Text).Where(text => !text.StartsWith("What follows is data", StringComparison.Ordinal))).ReplaceLineEndings(" ");
            // A room that nobody set up says which setting it wants: that is an answer.
            var good = result.IsError is not true || words.Contains("Workshops:", StringComparison.Ordinal) || words.Contains("Repository:Path", StringComparison.Ordinal) || words.Contains("No container engine", StringComparison.Ordinal);
            return (tools.Count, safe.Name, (result.IsError is true ? good ? "not set up: " : "error: " : "ok: ") + (words.Length <= 60 ? words : $"{words[..59]}…"), good);
        }
        catch (Exception exception) when (exception is McpException or HttpRequestException or IOException)
        {
            return (0, "-", $"error: {exception.Message}", false);
        }
    }

    private static bool IsSafe(McpClientTool tool) =>
        tool.ProtocolTool.Annotations?.ReadOnlyHint is true && !(tool.JsonSchema.TryGetProperty("required", out var required) && required.GetArrayLength() > 0);
}
