using System.Diagnostics;

namespace HydraBot.IntegrationTests.Support;

/// <summary>A house in a child process that can be killed without a word, and what it had promised by then.</summary>
public sealed class SubjectProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _promised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SubjectProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Set when the child has started and asks for things.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Set when something was approved.</summary>
    public Task Promised => _promised.Task;

    /// <summary>How it ended: 137 when it was killed.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it said; complete once it is dead.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public static SubjectProcess Start(Backend backend, string mode, string? crashAt = null) => Start(backend, [mode], crashAt);

    /// <summary>The same with more words.</summary>
    public static SubjectProcess Start(Backend backend, IReadOnlyList<string> mode, string? crashAt = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HydraBot.CrashSubject.dll"), .. mode])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in backend.Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["HYDRA_EFFECTS"] = backend.Effects;
        if (crashAt is not null)
            start.Environment["HYDRA_CRASH_AT"] = crashAt;
        return new SubjectProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it is dead, by its own hand or by <see cref="KillAsync"/>.</summary>
    public async Task DeadAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await DeadAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Add(line);
            if (line == "ready")
                _ready.TrySetResult();
            if (line.StartsWith("approved ", StringComparison.Ordinal))
                _promised.TrySetResult();
        }

        var ended = new InvalidOperationException($"The child ended: {string.Join('\n', _lines)}");
        _ready.TrySetException(ended);
        _promised.TrySetException(ended);
    }
}
