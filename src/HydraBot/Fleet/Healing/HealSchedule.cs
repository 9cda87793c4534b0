using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Healing;

/// <summary>Makes a round every now and then for as long as the house stands.</summary>
internal sealed partial class HealSchedule(HealRound round, IOptions<FleetOptions> options, TimeProvider time, ILogger<HealSchedule> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Heal.Enabled)
            return;
        try
        {
            while (true)
            {
                var pause = options.Value.Heal.Interval;
                try
                {
                    var wish = await round.MakeAsync(stoppingToken);
                    pause = wish < pause ? wish : pause;
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    // A round that failed is no reason to make none any more.
                    LogFailed(exception);
                }

                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await round.EndAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of healing failed")]
    private partial void LogFailed(Exception exception);
}
