using System.IO.Pipelines;
using System.Text.Json;
using HydraBot.Doors.Mcp.Stdio;
using HydraBot.Tests.Doors.Http;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>The same door through pipes.</summary>
public sealed class StdioRelayTests(McpFixture fixture) : IClassFixture<McpFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    public async Task A_client_with_pipes_finds_the_same_tools(string? revision)
    {
        var (there, back) = (new Pipe(), new Pipe());
        using var http = fixture.House.Client();
        await using var output = back.Writer.AsStream();
        using var relay = new StdioRelay(http, new Uri(http.BaseAddress!, "/mcp"), output);
        var running = relay.RunAsync(there.Reader.AsStream(), Stop);
        await using (var client = await McpClient.CreateAsync(new StreamClientTransport(there.Writer.AsStream(), back.Reader.AsStream()), new McpClientOptions { ProtocolVersion = revision }, cancellationToken: Stop))
        {
            var names = (await client.ListToolsAsync(cancellationToken: Stop)).Select(tool => tool.Name);
            var result = await client.CallToolAsync("constitution_show", new Dictionary<string, object?>(), cancellationToken: Stop);

            Assert.Contains("audit_verify", names);
            Assert.NotEqual(true, result.IsError);
        }

        await there.Writer.CompleteAsync();
        await running;
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":[]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"_meta":[]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"id":8,"method":"tools/list"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":[1]}""")]
    public async Task Whatever_a_line_holds_the_next_one_is_answered(string line)
    {
        using var http = fixture.House.Client();
        using var output = new MemoryStream();
        using var relay = new StdioRelay(http, new Uri(http.BaseAddress!, "/mcp"), output);
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{line}\n{{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/list\"}}\n"));

        await relay.RunAsync(input, Stop);

        var answers = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => JsonElement.Parse(text));
        Assert.Contains(answers, answer => answer.GetProperty("id") is { ValueKind: JsonValueKind.Number } id && id.GetInt32() == 9 && answer.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task What_is_no_message_and_what_the_door_refuses_become_errors()
    {
        using var http = fixture.House.Client("wrong-key-0123456789");
        using var output = new MemoryStream();
        using var relay = new StdioRelay(http, new Uri(http.BaseAddress!, "/mcp"), output);
        using var input = new MemoryStream("not json\n{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}\n"u8.ToArray());

        await relay.RunAsync(input, Stop);

        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(-32700, lines[0].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(7, lines[1].GetProperty("id").GetInt32());
        Assert.Contains("key", lines[1].GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
