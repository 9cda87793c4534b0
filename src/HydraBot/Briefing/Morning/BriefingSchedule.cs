using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Briefing.Morning;

/// <summary>Asks for the briefing every morning at the owner's time, down the road like everybody, and posts it.</summary>
internal sealed partial class BriefingSchedule(
    GovernedExecutor road, IEnumerable<INoticeBoard> boards, IOptions<BriefingOptions> options, TimeProvider time, ILogger<BriefingSchedule> logger) : BackgroundService
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
                var next = Next(time.GetUtcNow(), options.Value.TimeOfDay(), options.Value.Zone());
                for (var left = next - time.GetUtcNow(); left > TimeSpan.Zero; left = next - time.GetUtcNow())
                    await Task.Delay(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1), time, stoppingToken);
                await PostAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }

    private async Task PostAsync(CancellationToken stoppingToken)
    {
        try
        {
            var request = OperationRequest.Create("briefing.now", JsonElement.Parse("{}"), Morning, Door.Schedule, time);
            var card = await road.ExecuteAsync(request, null, stoppingToken) switch
            {
                OperationOutcome.Done done => done.Result.Card,
                OperationOutcome.Failed failed => new Card { Title = "There is no briefing this morning", Severity = CardSeverity.Bad, Text = failed.Message },
                OperationOutcome.Refused refused => new Card { Title = "There is no briefing this morning", Severity = CardSeverity.Warning, Text = refused.Refusal.Message },
                _ => new Card { Title = "The briefing did not end", Severity = CardSeverity.Warning },
            };
            foreach (var board in boards)
                await board.PostAsync(NoticeTopic.Briefing, card, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad morning is no reason to have none any more.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The morning's briefing could not be asked for")]
    private partial void LogFailed(Exception exception);
}
