using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Briefing.Morning;

/// <summary>Asks for the briefing every morning at the owner's time, and has it posted.</summary>
internal sealed class BriefingSchedule(Errand errand, IOptions<BriefingOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly Caller Morning = new(CallerKind.Schedule, "briefing", "The morning", AccessLevel.Operator);

    /// <summary>The next time that it is this time of day there; the later one where a clock is turned back, the hour after where one is skipped.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeOnly at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        for (var day = DateOnly.FromDateTime(local.DateTime); ; day = day.AddDays(1))
        {
            var wall = day.ToDateTime(at);
            while (zone.IsInvalidTime(wall))
                wall = wall.AddMinutes(30);
            var moment = new DateTimeOffset(wall, zone.GetUtcOffset(wall));
            if (moment > now)
                return moment.ToUniversalTime();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        try
        {
            while (true)
            {
                await time.UntilAsync(Next(time.GetUtcNow(), options.Value.TimeOfDay(), options.Value.Zone()), stoppingToken);
                await errand.RunAsync("briefing.now", Morning, "This morning's briefing", stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }
}
