using System.Diagnostics;

namespace HydraBot.Hosting.Starting;

/// <summary>Says, once all doors are open, where they are: on plain standard output, so that a script can wait for the line.</summary>
internal sealed partial class ReadyLine(IEnumerable<IReadyAddress> addresses, HouseUptime uptime, TimeProvider time, ILogger<ReadyLine> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        uptime.Begin();
        await Console.Out.WriteLineAsync($"HydraBot is ready: {string.Join("  ", addresses.Where(a => a.Url is not null).Select(a => $"{a.Name} {a.Url}"))}");
        using var process = Process.GetCurrentProcess();
        var elapsed = (time.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalMilliseconds;
        LogReady(HouseVersion.Current, elapsed);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "HydraBot {Version} ready {Milliseconds:0} ms after the process began")]
    private partial void LogReady(string version, double milliseconds);
}
