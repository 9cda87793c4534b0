using HydraBot.Doors.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary><c>HydraBot mcp test</c>: does what a client does, with a tool of each toolset that changes nothing.</summary>
internal sealed class TestVerb(McpAddress address)
{
    private const int LongestWords = 90;

    // How a room that nobody set up says which setting it wants.
    private static readonly string[] NotSetUp = [" is not set up: set ", "No repository is set.", "there is none: set Workshops:"];

    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var listener = await address.ListenerAsync(cancellationToken);
        if (listener != Listener.House)
        {
            await output.WriteLineAsync(listener == Listener.Nobody
                ? $"No HydraBot answers at {address.Url}. Start it first: HydraBot"
                : $"Something else than the HydraBot of this storage folder listens at {address.Url}; no key was sent to it.");
            return 1;
        }

        using var http = address.Client();
        await using var client = await ConnectAsync(http, "", cancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
        await output.WriteLineAsync($"{client.ServerInfo?.Name} {client.ServerInfo?.Version} at {address.Url}, {tools.Count} tools, revision {client.NegotiatedProtocolVersion}\n\n{"toolset",-14}{"tools",-7}{"called",-24}{"state",-12}answer");
        var trials = new List<Trial>();
        foreach (var toolset in Toolsets.All)
        {
            var trial = await TryAsync(http, toolset, cancellationToken);
            trials.Add(trial);
            await output.WriteLineAsync($"{toolset,-14}{trial.Tools,-7}{trial.Called,-24}{trial.State,-12}{trial.Words}".TrimEnd());
        }

        await output.WriteLineAsync($"\n{string.Join(", ", trials.GroupBy(trial => trial.State).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"))}.");
        return trials.Any(trial => trial.State is Trial.Error or Trial.Empty) ? 1 : 0;
    }

    private Task<McpClient> ConnectAsync(HttpClient http, string path, CancellationToken cancellationToken) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri($"{address.Url}{path}"), TransportMode = HttpTransportMode.StreamableHttp }, http),
        cancellationToken: cancellationToken);

    private async Task<Trial> TryAsync(HttpClient http, string toolset, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await ConnectAsync(http, $"/{toolset}", cancellationToken);
            var tools = await client.ListToolsAsync(cancellationToken: cancellationToken);
            if (tools.Count == 0)
                return new Trial(0, "-", Trial.Empty, "this key finds no tools here");
            if (tools.FirstOrDefault(IsSafe) is not { } safe)
                return new Trial(tools.Count, "-", Trial.Listed, "nothing here can be called without effect or arguments");
            var result = await client.CallToolAsync(safe.Name, new Dictionary<string, object?>(), cancellationToken: cancellationToken);
            var words = string.Join(' ', result.Content.OfType<TextContentBlock>().Select(block => block.Text).Where(text => text != ToolAnswers.Outside)).ReplaceLineEndings(" ");
            return new Trial(tools.Count, safe.Name, Trial.Of(result, NotSetUp.Any(sign => words.Contains(sign, StringComparison.Ordinal))), words.Length <= LongestWords ? words : $"{words[..(LongestWords - 1)]}…");
        }
        catch (Exception exception) when (exception is McpException or HttpRequestException or IOException)
        {
            return new Trial(0, "-", Trial.Error, exception.Message);
        }
    }

    private static bool IsSafe(McpClientTool tool) =>
        tool.ProtocolTool.Annotations?.ReadOnlyHint is true && !(tool.JsonSchema.TryGetProperty("required", out var required) && required.GetArrayLength() > 0);

    /// <summary>What came of one toolset.</summary>
    private sealed record Trial(int Tools, string Called, string State, string Words)
    {
        public const string Listed = "listed", Error = "error", Empty = "no tools";

        public static string Of(CallToolResult result, bool notSetUp) => result.IsError is not true ? "ok" : notSetUp ? "not set up" : Error;
    }
}
