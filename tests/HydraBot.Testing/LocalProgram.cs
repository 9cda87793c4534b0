using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HydraBot.Testing;

/// <summary>A real program of Debian's that a test starts and ends.</summary>
public sealed class LocalProgram : IAsyncDisposable
{
    private readonly Process _process;

    private LocalProgram(Process process) => _process = process;

    /// <summary>Starts it and waits until it writes a line with these words; skipped where it is not installed.</summary>
    public static async Task<LocalProgram> RequireAsync(string path, string package, string ready, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Parts.Require(File.Exists(path), $"There is no {path} (apt-get install {package}).");
        var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = "";
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            last = line.Data ?? last;
            if (line.Data is null)
                heard.TrySetException(new InvalidOperationException($"{path} ended: {last}"));
            else if (line.Data.Contains(ready, StringComparison.Ordinal))
                heard.TrySetResult();
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var program = new LocalProgram(process);
        try
        {
            await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port of 127.0.0.1 that nobody had a moment ago.</summary>
    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
