using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;

namespace HydraBot.Fleet.Engine;

/// <summary>Asks hosts that are silent again and again, so that nobody else has to wait for them.</summary>
internal sealed partial class EngineWatch(EngineHosts hosts, TimeProvider time, ILogger<EngineWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => time.RoundsAsync(
        Pause, token => Task.WhenAll(hosts.All.Where(host => host.Silence is not null).Select(host => AskAsync(host, token))), LogFailed, restFirst: true, stoppingToken);

    private async Task AskAsync(EngineHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.ListAsync(cancellationToken);
            LogBack(host.Name);
        }
        catch (OperationException silence)
        {
            LogSilent(host.Name, silence.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine of {Host} answers again")]
    private partial void LogBack(string? host);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The engine of {Host} is silent: {Reason}")]
    private partial void LogSilent(string? host, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Silent engines could not be asked")]
    private partial void LogFailed(Exception exception);
}
