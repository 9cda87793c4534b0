using System.Net;
using System.Net.Sockets;
using HydraBot.Doors.Mcp.Tools;
using HydraBot.Doors.Mcp.Verbs;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>What <c>HydraBot mcp test</c> prints.</summary>
public sealed class TestVerbTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tool_of_each_toolset_is_called_and_a_table_says_what_came_of_it()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await using var house = new DoorHouse(null, $"--Api:Url=http://127.0.0.1:{port}", "--Mcp:Key=master");
        await house.InitializeAsync();
        var verb = house.Services.GetRequiredService<TestVerb>();
        await using var said = new StringWriter();

        var code = await verb.RunAsync(said, Stop);

        var lines = said.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.All(Toolsets.All, toolset => Assert.Single(lines, line => line.StartsWith($"{toolset} ", StringComparison.Ordinal)));
        Assert.Matches(@"^memory\s+\d\s+memory_\w+\s+ok\s", Assert.Single(lines, line => line.StartsWith("memory ", StringComparison.Ordinal)));
        Assert.Matches(@"^n8n\s+3\s+n8n_executions\s+not set up\s", Assert.Single(lines, line => line.StartsWith("n8n ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains(" no tools ", StringComparison.Ordinal));
        Assert.Equal(lines[..^1].Any(line => line.Contains(" error ", StringComparison.Ordinal)) ? 1 : 0, code);

        await house.StopAsync();
        await using var nobody = new StringWriter();
        Assert.Equal(1, await verb.RunAsync(nobody, Stop));
        Assert.Contains("No HydraBot answers", nobody.ToString(), StringComparison.Ordinal);
    }
}
