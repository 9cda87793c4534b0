using System.Diagnostics;

namespace HydraBot.EndToEndTests.Peers.ClaudeCode;

/// <summary>Claude Code in a terminal, as somebody sits before it.</summary>
internal sealed class ClaudeTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly string _socket = $"hydra-{Guid.CreateVersion7():N}";

    private ClaudeTerminal()
    {
    }

    public static async Task<ClaudeTerminal> OpenAsync(ClaudeDesk desk, CancellationToken cancellationToken)
    {
        var terminal = new ClaudeTerminal();
        await terminal.TmuxAsync(["new-session", "-d", "-x", "160", "-y", "50", "-c", desk.Work, "env", "-i", .. desk.Environment, ClaudeDesk.Program, "--permission-mode", "manual"]);
        await terminal.ShowsAsync("manual mode on", cancellationToken);
        return terminal;
    }

    /// <summary>Types a line and sends it, once it stands there: an Enter in the same breath would be taken for a pasted line break.</summary>
    public async Task TypeAsync(string text, CancellationToken cancellationToken)
    {
        // What is typed while an answer ends may be dropped with it; a person types it again.
        for (var tries = 0; !(await TmuxAsync("capture-pane", "-p")).Contains($"❯ {text}", StringComparison.Ordinal) && tries < 100; tries++)
        {
            if (tries % 20 == 0)
            {
                await TmuxAsync("send-keys", "C-u");
                await TmuxAsync("send-keys", "-l", text);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, cancellationToken);
        }

        await TmuxAsync("send-keys", "Enter");
    }

    public Task PressAsync(string key) => TmuxAsync("send-keys", key);

    /// <summary>Waits until the screen shows this.</summary>
    public async Task ShowsAsync(string text, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var screen = "";
        try
        {
            while (!(screen = await TmuxAsync("capture-pane", "-p")).Contains(text, StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The terminal does not show '{text}'. It shows:\n{screen}");
        }
    }

    public async ValueTask DisposeAsync() => await TmuxAsync("kill-server");

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-L", _socket, "-f", "/dev/null", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return said;
    }
}
