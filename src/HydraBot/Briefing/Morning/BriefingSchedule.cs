using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Briefing.Morning;

/// <summary>Asks for the briefing every morning at the owner's time, and has it posted.</summary>
internal sealed class BriefingSchedule(Errand errand, IOptions<BriefingOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly Caller Morning = new(CallerKind.Schedule, "briefing", "The morning", AccessLevel.Operator);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        try
        {
            while (true)
            {
                await time.UntilAsync(DayTime.Next(time.GetUtcNow(), options.Value.TimeOfDay(), options.Value.Zone()), stoppingToken);
                await errand.RunAsync("briefing.now", Morning, "This morning's briefing", stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }
}
