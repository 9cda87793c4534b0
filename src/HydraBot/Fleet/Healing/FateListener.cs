using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Healing;

/// <summary>Listens to the engine of each host for as long as the house stands, and again when the engine comes back; what was missed is asked for.</summary>
internal sealed partial class FateListener(EngineHosts hosts, ContainerFates fates, IOptions<FleetOptions> options, IOptions<MetricOptions> metrics, TimeProvider time, ILogger<FateListener> logger) : BackgroundService
{
    private static readonly TimeSpan Backwards = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.Value.Heal.Enabled || metrics.Value.Enabled ? Task.WhenAll(hosts.All.Select(host => ListenAsync(host, stoppingToken))) : Task.CompletedTask;

    private async Task ListenAsync(EngineHost host, CancellationToken stoppingToken)
    {
        var since = time.GetUtcNow() - Backwards;
        try
        {
            while (true)
            {
                try
                {
                    await host.ListenAsync(
                        since,
                        happened =>
                        {
                            since = happened.At;
                            fates.Hear(happened);
                        },
                        stoppingToken);
                }
                catch (OperationException gone)
                {
                    LogGone(gone.Message);
                }

                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks for what it missed.
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The engine's events ended: {Reason}")]
    private partial void LogGone(string reason);
}
