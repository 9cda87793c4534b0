using System.Diagnostics;
using HydraBot.Testing;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.ClaudeCode;

/// <summary>Claude Code itself as a client of the house's tools, in a home of its own.</summary>
public sealed class ClaudeMcpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claude_Code_says_connected_over_http_over_pipes_and_to_the_channel_server()
    {
        Parts.Require(File.Exists(ClaudeDesk.Program), "Claude Code is not installed: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/claude");
        await using var house = await HouseProcess.StartAsync(Token, null, "--ClaudeCode:ChannelServer=true");
        var home = Directory.CreateTempSubdirectory("hydrabot-claude-mcp-");
        try
        {
            var key = (await File.ReadAllTextAsync(Path.Combine(house.Storage, "api-key"), Token)).Trim();
            await ClaudeAsync(home, "mcp", "add", "--transport", "http", "--scope", "user", "house-http", new Uri(house.Api, "/mcp").ToString(), "--header", $"Authorization: Bearer {key}");
            await ClaudeAsync(home, "mcp", "add", "--transport", "http", "--scope", "user", "house-stranger", new Uri(house.Api, "/mcp").ToString(), "--header", "Authorization: Bearer not-the-key-0123456789");
            await ClaudeAsync(
                home, "mcp", "add", "--scope", "user", "house-pipes", "--", "dotnet", Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), "mcp",
                $"--Storage:Path={house.Storage}", $"--Api:Url={house.Api.GetLeftPart(UriPartial.Authority)}");
            await ClaudeAsync(
                home, "mcp", "add", "--scope", "user", "house-channel", "--", "dotnet", Path.Combine(AppContext.BaseDirectory, "HydraBot.dll"), "claude-channel",
                "--url", house.Api.GetLeftPart(UriPartial.Authority), "--key-file", Path.Combine(house.Storage, "claude-hook-key"));

            var listed = await ClaudeAsync(home, "mcp", "list");

            Assert.True(Line(listed, "house-http").Contains("✔ Connected", StringComparison.Ordinal), listed);
            Assert.True(Line(listed, "house-pipes").Contains("✔ Connected", StringComparison.Ordinal), listed);
            Assert.True(Line(listed, "house-channel").Contains("✔ Connected", StringComparison.Ordinal), listed);
            // The same question with a key that is none: so the word means something.
            Assert.False(Line(listed, "house-stranger").Contains("✔ Connected", StringComparison.Ordinal), listed);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static string Line(string listed, string server) =>
        listed.Split('\n').FirstOrDefault(line => line.StartsWith($"{server}:", StringComparison.Ordinal)) ?? "";

    private static async Task<string> ClaudeAsync(DirectoryInfo home, params string[] arguments)
    {
        var start = new ProcessStartInfo(ClaudeDesk.Program, arguments) { WorkingDirectory = home.FullName, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in ((string, string?)[])
        [
            ("HOME", home.FullName), ("CLAUDE_CONFIG_DIR", Path.Combine(home.FullName, ".claude")), ("PATH", Environment.GetEnvironmentVariable("PATH")), ("DOTNET_ROOT", Environment.GetEnvironmentVariable("DOTNET_ROOT")),
            ("DISABLE_AUTOUPDATER", "1"), ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"), ("MCP_TIMEOUT", "60000"),
        ])
        {
            if (value is not null)
                start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(100));
        using var claude = Process.Start(start)!;
        try
        {
            claude.StandardInput.Close();
            var error = claude.StandardError.ReadToEndAsync(limit.Token);
            var said = await claude.StandardOutput.ReadToEndAsync(limit.Token);
            await claude.WaitForExitAsync(limit.Token);
            var complaints = await error;
            Assert.True(claude.ExitCode == 0, $"{said}\n{complaints}");
            return said;
        }
        finally
        {
            if (!claude.HasExited)
                claude.Kill(entireProcessTree: true);
        }
    }
}
