using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace HydraBot.ToolSubject;

/// <summary>A server with a few tools, some of which do what programs do when they go wrong.</summary>
internal static class WellBehaved
{
    private static readonly JsonElement Nothing = JsonElement.Parse("""{"type":"object"}""");

    private static readonly JsonElement Words = JsonElement.Parse(
        """{"type":"object","properties":{"words":{"type":"string","description":"What to say","maxLength":200}},"required":["words"],"additionalProperties":false}""");

    public static async Task<int> RunAsync(string? description)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddMcpServer(server => server.ServerInfo = new Implementation { Name = "subject", Version = "1" })
            .WithStdioServerTransport()
            .WithListToolsHandler(async (_, stop) => new ListToolsResult { Tools = await ToolsAsync(description, stop) })
            .WithCallToolHandler(CallAsync);
        await builder.Build().RunAsync();
        return 0;
    }

    private static async Task<List<Tool>> ToolsAsync(string? description, CancellationToken stop)
    {
        var says = description is null ? "Says it again" : await File.ReadAllTextAsync(description, stop);
        var tools = new List<Tool>
        {
            new() { Name = "echo", Description = says, InputSchema = Words, Annotations = new ToolAnnotations { ReadOnlyHint = true } },
            new() { Name = "big", Description = "Says more than fits into a message", InputSchema = Nothing },
            new() { Name = "long", Description = "Says more than anybody reads", InputSchema = Nothing },
            new() { Name = "slow", Description = "Never answers", InputSchema = Nothing },
            new() { Name = "fail", Description = "Fails", InputSchema = Nothing },
            new() { Name = "exit", Description = "Ends the program", InputSchema = Nothing },
            new() { Name = "environment", Description = "Says its environment", InputSchema = Nothing },
            new() { Name = "again", Description = "Says that its tools are others now", InputSchema = Nothing },
            new() { Name = "name with spaces", Description = "Has a name that is none", InputSchema = Nothing },
        };
        if (says.Contains("one more", StringComparison.Ordinal))
            tools.Add(new Tool { Name = "another", Description = "Came later", InputSchema = Nothing });
        return tools;
    }

    private static async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> context, CancellationToken stop)
    {
        switch (context.Params?.Name)
        {
            case "echo":
                return Say($"You said: {context.Params.Arguments!["words"].GetString()}");
            case "big":
                return Say(new string('x', 20 * 1024 * 1024));
            case "long":
                return Say(new string('y', 150_000));
            case "slow":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                return Say("");
            case "fail":
                return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "The disk is\u202e full" }] };
            case "exit":
                await Console.Error.WriteLineAsync("out of memory");
                Environment.Exit(4);
                return Say("");
            case "environment":
                return Say(string.Join('\n', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal).Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")));
            case "again":
                await context.Server.SendNotificationAsync(NotificationMethods.ToolListChangedNotification, stop);
                return Say("Said.");
            default:
                return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "There is no such tool." }] };
        }
    }

    private static CallToolResult Say(string text) => new() { Content = [new TextContentBlock { Text = text }] };
}
