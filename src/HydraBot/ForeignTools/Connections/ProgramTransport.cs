using System.Diagnostics;
using HydraBot.Hosting;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace HydraBot.ForeignTools.Connections;

/// <summary>A program as a child that speaks MCP over its pipes.</summary>
internal sealed class ProgramTransport(string name, ForeignServerOptions options, MessageLimit longest) : IClientTransport, IAsyncDisposable
{
    private const int KeptComplaints = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What of the house's environment a program gets; the house's own settings and keys are not among it.</summary>
    private static readonly string[] Passed =
        ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "DOTNET_ROOT", "SystemRoot", "SystemDrive", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramFiles", "PATHEXT", "COMSPEC"];

    private readonly char[] _complaints = new char[KeptComplaints];
    private int _complained;
    private Process? _process;
    private Task _listening = Task.CompletedTask;

    public string Name => name;

    /// <summary>How it ended and the last line of what it complained of; null where it runs on. A pipe breaks a moment before its program ends.</summary>
    public async Task<string?> EndAsync()
    {
        if (_process is not { } process)
            return null;
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            return null;
        await _listening.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var last = new string(_complaints, 0, Volatile.Read(ref _complained)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return $"The program ended with exit code {process.ExitCode}{(last is null ? "." : $": {PlainText.Cut(PlainText.Clean(last), 200)}")}";
    }

    public Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(options.Command!)
        {
            WorkingDirectory = options.Folder ?? Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in options.Args)
            start.ArgumentList.Add(argument);
        foreach (var variable in start.Environment.Keys.Where(variable => !Passed.Contains(variable, StringComparer.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(variable);
        foreach (var (variable, value) in options.Env)
            start.Environment[variable] = value;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new IOException($"'{options.Command}' cannot be started: {exception.Message}", exception);
        }

        _listening = ListenAsync(_process.StandardError);
        var said = new BoundedStream(_process.StandardOutput.BaseStream, longest, lines: 1);
        return new StreamClientTransport(_process.StandardInput.BaseStream, said).ConnectAsync(cancellationToken);
    }

    /// <summary>Ends it and whatever it started, at once.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false } running)
            running.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        try
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It does not go by itself.
        }

        Kill();
        // A grandchild that keeps the pipe open is not waited for.
        await _listening.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Keeps the end of what it complains of, however long a line is.</summary>
    private async Task ListenAsync(StreamReader reader)
    {
        var buffer = new char[1024];
        try
        {
            for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
            {
                var keep = Math.Min(_complained, KeptComplaints - read);
                Array.Copy(_complaints, _complained - keep, _complaints, 0, keep);
                Array.Copy(buffer, 0, _complaints, keep, read);
                Volatile.Write(ref _complained, keep + read);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe went with the program.
        }
    }
}
