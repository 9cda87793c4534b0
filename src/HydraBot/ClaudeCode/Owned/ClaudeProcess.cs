using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.ClaudeCode.Owned;

/// <summary>Claude Code as a child that speaks JSON, a line a message, both ways.</summary>
/// <remarks>https://code.claude.com/docs/en/headless; the control frames are those of Claude's own SDK.</remarks>
internal sealed class ClaudeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What of the house's environment a session gets; the house's own settings and keys are not among it.</summary>
    private static readonly string[] Passed = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "TERM", "SSH_AUTH_SOCK", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SystemRoot", "USERPROFILE", "APPDATA", "LOCALAPPDATA"];

    private static readonly string[] PassedPrefixes = ["ANTHROPIC_", "CLAUDE_", "DISABLE_", "XDG_", "LC_", "NODE_", "GIT_AUTHOR_", "GIT_COMMITTER_"];

    private readonly Process _process;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Task<string> _complaints;

    private ClaudeProcess(Process process)
    {
        _process = process;
        _complaints = ComplaintsAsync(process.StandardError);
    }

    /// <exception cref="OperationException">It cannot be started.</exception>
    public static ClaudeProcess Start(Clearance clearance, string command, string folder, IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var start = new ProcessStartInfo(command)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => !Passed.Contains(name, StringComparer.OrdinalIgnoreCase) && !PassedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToArray())
            start.Environment.Remove(name);
        start.Environment["HYDRABOT_OWNS_SESSION"] = "1";
        try
        {
            return new ClaudeProcess(Process.Start(start)!);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            throw new OperationException($"Claude Code cannot be started as '{command}' (ClaudeCode:Command): {exception.Message}", exception);
        }
    }

    /// <summary>Says a line.</summary>
    public async Task SendAsync(JsonObject line, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _process.StandardInput.WriteLineAsync(line.ToJsonString().AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>What it says, until it ends. Lines that are no JSON are its own business.</summary>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith('{') && Parse(line) is { } message)
                yield return message;
        }
    }

    /// <summary>How it ended, and the end of what it complained of.</summary>
    public async Task<(int Code, string Complaints)> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await _complaints);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _complaints;
        _process.Dispose();
        _writing.Dispose();
    }

    private static async Task<string> ComplaintsAsync(StreamReader reader)
    {
        var last = new Queue<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            last.Enqueue(line);
            if (last.Count > 20)
                last.Dequeue();
        }

        return string.Join('\n', last);
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
