using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using HydraBot.Testing;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.ClaudeCode;

/// <summary>A desk with Claude Code on it: a home of its own, a stand-in for the API that it speaks to, and a house that it reports to.</summary>
internal sealed class ClaudeDesk : IAsyncDisposable
{
    public const string Key = "sk-ant-dummy-0123456789abcdefghij";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-claude-");
    private readonly PeerProcess _api;
    private readonly string[] _settings;
    private readonly List<ClaudeTerminal> _terminals = [];

    private ClaudeDesk(PeerProcess api, string apiUrl)
    {
        (_api, ApiUrl) = (api, apiUrl);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Directory.CreateDirectory(Work);
        Directory.CreateDirectory(Config);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "data"));
        File.WriteAllText(Path.Combine(Config, ".claude.json"), new JsonObject
        {
            ["hasCompletedOnboarding"] = true,
            ["customApiKeyResponses"] = new JsonObject { ["approved"] = new JsonArray(Key[^20..]) },
            ["projects"] = new JsonObject { [Work] = new JsonObject { ["hasTrustDialogAccepted"] = true } },
        }.ToJsonString());
        var command = Path.Combine(_folder.FullName, "claude.sh");
        File.WriteAllText(command, $"#!/bin/sh\nexec env -i {string.Join(' ', Environment)} {Program} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _settings =
        [
            $"--Api:Url=http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}", $"--ClaudeCode:Settings={Path.Combine(Config, "settings.json")}", $"--ClaudeCode:Folders:0={Work}",
            $"--ClaudeCode:Command={command}", "--Sandbox:TestAtStart=false",
        ];
    }

    public static string Program { get; } = Path.Combine(PeerProcess.FolderOf("claude"), "node_modules", "@anthropic-ai", "claude-code-linux-x64", "claude");

    public string ApiUrl { get; }

    public string Work => Path.Combine(_folder.FullName, "work");

    public HouseProcess House { get; private set; } = null!;

    public IReadOnlyList<string> Environment =>
    [
        $"HOME={_folder.FullName}", $"CLAUDE_CONFIG_DIR={Config}", $"PATH={System.Environment.GetEnvironmentVariable("PATH")}", "TERM=xterm-256color", $"ANTHROPIC_API_KEY={Key}", $"ANTHROPIC_BASE_URL={ApiUrl}",
        "DISABLE_AUTOUPDATER=1", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1", .. System.Environment.GetEnvironmentVariable("HYDRABOT_OWNS_SESSION") is { } owns ? [$"HYDRABOT_OWNS_SESSION={owns}"] : Array.Empty<string>(),
    ];

    private string Config => Path.Combine(_folder.FullName, ".claude");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts everything but a session; skips where a part is missing.</summary>
    public static async Task<ClaudeDesk> SetUpAsync()
    {
        Parts.Require(File.Exists(Program), "Claude Code is not installed: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/claude");
        Parts.Require(File.Exists("/usr/bin/tmux"), "tmux is not installed: apt-get install tmux");
        var api = PeerProcess.StartIn(PeerProcess.FolderOf("claude"), "api.mjs");
        var desk = new ClaudeDesk(api, (await api.SaidAsync("ready"))["url"]!.ToString());
        await desk.StartHouseAsync();
        return desk;
    }

    /// <summary>Starts the house, again where it was killed: same folder, same address.</summary>
    public async Task StartHouseAsync() => House = await HouseProcess.StartAsync(Token, Path.Combine(_folder.FullName, "data"), _settings);

    public async Task InstallHooksAsync()
    {
        using var key = House.OwnerKey();
        using var answer = await key.PostAsJsonAsync("operations/claude.hooks.install", new JsonObject(), Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((bool)(await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!["changed"]!);
    }

    public async Task<ClaudeTerminal> OpenTerminalAsync()
    {
        var terminal = await ClaudeTerminal.OpenAsync(this, Token);
        _terminals.Add(terminal);
        return terminal;
    }

    public string FileIn(string name) => Path.Combine(Work, name);

    public async ValueTask DisposeAsync()
    {
        foreach (var terminal in _terminals)
            await terminal.DisposeAsync();
        await House.DisposeAsync();
        await _api.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
