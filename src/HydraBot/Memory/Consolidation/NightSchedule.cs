using System.Text.Json;
using Cronos;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Consolidation;

/// <summary>Asks for the nightly work when it is due, down the road like everybody, and tells the briefing channel what came of it.</summary>
internal sealed partial class NightSchedule(
    GovernedExecutor road, IEnumerable<INoticeBoard> boards, IOptions<MemoryOptions> options, TimeProvider time, ILogger<NightSchedule> logger) : BackgroundService
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
                for (var left = next - time.GetUtcNow(); left > TimeSpan.Zero; left = next - time.GetUtcNow())
                    await Task.Delay(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1), time, stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var request = OperationRequest.Create("memory.consolidate", JsonElement.Parse("{}"), Night, Door.Schedule, time);
            var card = await road.ExecuteAsync(request, null, stoppingToken) switch
            {
                OperationOutcome.Done done => done.Result.Card,
                OperationOutcome.Failed failed => new Card { Title = "The nightly work on memory failed", Severity = CardSeverity.Bad, Text = failed.Message },
                OperationOutcome.Refused refused => new Card { Title = "The nightly work on memory was refused", Severity = CardSeverity.Warning, Text = refused.Refusal.Message },
                _ => new Card { Title = "The nightly work on memory did not end", Severity = CardSeverity.Warning },
            };
            foreach (var board in boards)
                await board.PostAsync(NoticeTopic.Briefing, card, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad night is no reason to have none any more.
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The nightly work on memory could not be asked for")]
    private partial void LogFailed(Exception exception);
}
