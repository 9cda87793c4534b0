using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Testing.Drivers;
using Microsoft.ML.Tokenizers;

namespace HydraBot.Benchmarks.Mcp;

/// <summary>
/// What the tools cost a model in tokens of o200k, how long the first <c>tools/list</c> of a fresh process takes, asked the moment that it says it is ready and asked when the work of the start is
/// done, and what a call takes from end to end.
/// Beside the calls, turn about, <c>ping</c>: the same way in and out without a call.
/// </summary>
internal static class McpRun
{
    private const int Starts = 5;
    private const int Warm = 300;

    private static readonly CompositeFormat Line = CompositeFormat.Parse("{0,-28}{1}");

    public static async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        var (atOnce, cold) = (new Percentiles("at once"), new Percentiles("cold list"));
        for (var start = 1; start <= Starts; start++)
        {
            await using (var busy = await HouseProcess.StartAsync(cancellationToken))
                await FirstListAsync(busy, atOnce, cancellationToken);
            await using var house = await HouseProcess.StartAsync(cancellationToken);
            await QuietAsync(house, cancellationToken);
            var tools = await FirstListAsync(house, cold, cancellationToken);
            if (start < Starts)
                continue;
            Say("first tools/list", $"{cold.At(0.5):0.0} ms (median of {Starts} fresh processes, worst {cold.At(1):0.0}); aim 50 ms");
            Say("  the moment it is ready", $"{atOnce.At(0.5):0.0} ms (worst {atOnce.At(1):0.0}), beside the work of the start");
            CountTokens(tools);
            using var http = Client(house);
            await CallAsync(http, tools, count, cancellationToken);
        }
    }

    private static async Task<JsonElement> FirstListAsync(HouseProcess house, Percentiles into, CancellationToken cancellationToken)
    {
        using var http = Client(house);
        // The connection is not what is measured: it is there, and nobody has asked MCP for anything yet.
        using (await http.GetAsync(new Uri(house.Api, "/health"), cancellationToken))
        {
        }

        var since = Stopwatch.GetTimestamp();
        var tools = (await AskAsync(http, "tools/list", [], cancellationToken)).GetProperty("tools");
        into.Add(Stopwatch.GetElapsedTime(since));
        return tools;
    }

    /// <summary>Until it takes less than a tenth of a core: it has signed in to Discord, told it its commands, and waits.</summary>
    private static async Task QuietAsync(HouseProcess house, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(house.ProcessId);
        for (var before = process.TotalProcessorTime; ; before = process.TotalProcessorTime)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellationToken);
            process.Refresh();
            if (process.TotalProcessorTime - before < TimeSpan.FromMilliseconds(30))
                return;
        }
    }

    private static void CountTokens(JsonElement tools)
    {
        var tokenizer = TiktokenTokenizer.CreateForModel("gpt-4o");
        int Tokens(params string[] members) => tools.EnumerateArray().Sum(tool =>
            tokenizer.CountTokens(new JsonObject(members.Where(name => tool.TryGetProperty(name, out _)).Select(name => KeyValuePair.Create(name, JsonNode.Parse(tool.GetProperty(name).GetRawText())))).ToJsonString()));
        Say("tools", $"{tools.GetArrayLength()}; aim 30 to 40");
        Say("names", $"{Tokens("name")} tokens");
        Say("what a model is told", $"{Tokens("name", "description", "inputSchema")} tokens (name, description, input schema); aim under 6000");
        Say("with output schemas", $"{Tokens("name", "description", "inputSchema", "outputSchema")} tokens");
        foreach (var tool in tools.EnumerateArray().OrderByDescending(tool => tokenizer.CountTokens(tool.GetProperty("inputSchema").GetRawText())).Take(3))
            Say("  dearest", $"{tool.GetProperty("name").GetString()}, {tokenizer.CountTokens(tool.GetProperty("inputSchema").GetRawText())} tokens of input schema");
    }

    private static async Task CallAsync(HttpClient http, JsonElement tools, int count, CancellationToken cancellationToken)
    {
        var name = tools.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!).First(tool => tool == "constitution_check" || tool == "audit_tail" || tool == "constitution_show");
        var (ping, call) = (new Percentiles("ping"), new Percentiles(name));
        for (var round = 0; round < Warm + count; round++)
        {
            await TimeAsync(round < Warm ? null : ping, () => AskAsync(http, "ping", [], cancellationToken));
            await TimeAsync(round < Warm ? null : call, () => AskAsync(http, "tools/call", new JsonObject { ["name"] = name, ["arguments"] = new JsonObject() }, cancellationToken));
        }

        Console.WriteLine(ping);
        Console.WriteLine(call);
        Say("a call's overhead", $"p50 under {call.At(0.5):0.000} ms, its own work included; {call.At(0.5) / ping.At(0.5):0.0} times a ping; aim 2 ms");
    }

    private static async Task TimeAsync(Percentiles? into, Func<Task> work)
    {
        var since = Stopwatch.GetTimestamp();
        await work();
        into?.Add(Stopwatch.GetElapsedTime(since));
    }

    private static async Task<JsonElement> AskAsync(HttpClient http, string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters.DeepClone() };
        using var answer = await http.PostAsync(new Uri("/mcp", UriKind.Relative), new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var data = text.Split('\n').FirstOrDefault(line => line.StartsWith("data:", StringComparison.Ordinal))?["data:".Length..] ?? text;
        var message = JsonElement.Parse(data);
        return message.TryGetProperty("result", out var result) && !(result.TryGetProperty("isError", out var error) && error.GetBoolean())
            ? result : throw new InvalidOperationException($"{method}: {text}");
    }

    private static HttpClient Client(HouseProcess house)
    {
        var http = new HttpClient { BaseAddress = house.Api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(house.Storage, "api-key")).Trim());
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
        http.DefaultRequestHeaders.Add("MCP-Protocol-Version", "2025-11-25");
        return http;
    }

    private static void Say(string what, FormattableString words) => Console.WriteLine(string.Format(CultureInfo.InvariantCulture, Line, what, FormattableString.Invariant(words)));
}
