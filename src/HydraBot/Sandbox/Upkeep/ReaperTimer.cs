using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Upkeep;

/// <summary>Looks for leftovers now and then, and has them taken away down the road.</summary>
internal sealed partial class ReaperTimer(Reaper reaper, GovernedExecutor road, IOptions<SandboxOptions> options, TimeProvider time, ILogger<ReaperTimer> logger) : BackgroundService
{
    private static readonly Caller House = new(CallerKind.Schedule, "sandbox", "the house", AccessLevel.Operator);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ReapInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The house stops.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            if ((await reaper.FindAsync(stoppingToken)).Count > 0)
                await road.ExecuteAsync(OperationRequest.Create("sandbox.cleanup", JsonElement.Parse("{}"), House, Door.Schedule, time), null, stoppingToken);
        }
        catch (OperationException away)
        {
            LogAway(away.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Nobody could be asked for leftovers: {Reason}")]
    private partial void LogAway(string reason);
}
