using Cronos;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Consolidation;

/// <summary>Asks for the nightly work when it is due, and tells the briefing channel what came of it.</summary>
internal sealed class NightSchedule(Errand errand, IOptions<MemoryOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly Caller Night = new(CallerKind.Schedule, "memory-night", "The nightly work", AccessLevel.Operator);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Night.Enabled)
            return;
        try
        {
            var schedule = CronExpression.Parse(options.Value.Night.Schedule);
            while (schedule.GetNextOccurrence(time.GetUtcNow().UtcDateTime) is { } next)
            {
                await time.UntilAsync(next, stoppingToken);
                await errand.RunAsync("memory.consolidate", Night, "The nightly work on memory", stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }
}
