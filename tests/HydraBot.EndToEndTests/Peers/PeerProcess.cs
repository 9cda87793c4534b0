using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using HydraBot.Testing;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>A Node program of this folder, started as a child; it says what it did in JSON, a line each.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<JsonNode> _said = Channel.CreateUnbounded<JsonNode>();
    private readonly List<JsonNode> _waiting = [];
    private readonly Task _listening;
    private readonly Task<string> _complaints;

    private PeerProcess(Process process)
    {
        _process = process;
        _listening = ListenAsync();
        _complaints = process.StandardError.ReadToEndAsync();
    }

    public static string Folder { get; } = FolderOf("discordjs");

    /// <summary>Where the peers of another folder live.</summary>
    public static string FolderOf(string name) => Path.Combine(SourceFolder.Root, "tests", "HydraBot.EndToEndTests", "Peers", name);

    /// <summary>Goes on when Node and the packages are there; skips otherwise.</summary>
    public static void Require() => Parts.Require(
        Directory.Exists(Path.Combine(Folder, "node_modules", "discord.js")),
        "discord.js is not installed: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/discordjs");

    public static PeerProcess Start(string script, params (string Name, string Value)[] environment) => StartIn(Folder, script, environment);

    public static PeerProcess StartIn(string folder, string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new PeerProcess(Process.Start(start)!);
    }

    /// <summary>Tells the peer something, a line of JSON.</summary>
    public async Task TellAsync(JsonNode word)
    {
        await _process.StandardInput.WriteLineAsync(word.ToJsonString());
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>What the peer says of this kind next; earlier words of other kinds stay for later.</summary>
    public async Task<JsonNode> SaidAsync(string what, Func<JsonNode, bool>? where = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = _waiting.FirstOrDefault(word => word["what"]!.GetValue<string>() == what && (where is null || where(word)));
            if (found is not null)
            {
                _waiting.Remove(found);
                return found;
            }
            var word = await NextAsync(what, patience.Token);
            if (word["what"]!.GetValue<string>() is "unhandled" or "error")
                throw new InvalidOperationException($"The peer failed while '{what}' was awaited: {word.ToJsonString()}");
            _waiting.Add(word);
        }
    }

    /// <summary>Closes its input, on which it ends by itself, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _listening;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _listening;
        _process.Dispose();
    }

    private async Task<JsonNode> NextAsync(string what, CancellationToken cancellationToken)
    {
        try
        {
            return await _said.Reader.ReadAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is ChannelClosedException or OperationCanceledException)
        {
            var seen = string.Join(' ', _waiting.Select(word => word.ToJsonString()));
            var complaints = _process.HasExited ? await _complaints : "it is still running";
            throw new InvalidOperationException($"The peer did not say '{what}'. It said: {seen}. Errors: {complaints}", cause);
        }
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            await _said.Writer.WriteAsync(JsonNode.Parse(line)!);
        _said.Writer.Complete();
    }
}
