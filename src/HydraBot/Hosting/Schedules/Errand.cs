using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Hosting.Schedules;

/// <summary>Something that the house asks for by itself, down the road like everybody, and whose card stands in the briefing channel.</summary>
internal sealed partial class Errand(GovernedExecutor road, IEnumerable<INoticeBoard> boards, TimeProvider time, ILogger<Errand> logger)
{
    /// <summary>Runs an operation and posts what came of it.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="caller">In whose name.</param>
    /// <param name="subject">How a card calls it when it does not end well, such as <c>The nightly work</c>.</param>
    /// <param name="stoppingToken">Stops it.</param>
    public async Task RunAsync(string operation, Caller caller, string subject, CancellationToken stoppingToken)
    {
        try
        {
            var request = OperationRequest.Create(operation, JsonElement.Parse("{}"), caller, Door.Schedule, time);
            var card = await road.ExecuteAsync(request, null, stoppingToken) switch
            {
                OperationOutcome.Done done => done.Result.Card,
                OperationOutcome.Failed failed => new Card { Title = $"{subject} failed", Severity = CardSeverity.Bad, Text = failed.Message },
                OperationOutcome.Refused refused => new Card { Title = $"{subject} was refused", Severity = CardSeverity.Warning, Text = refused.Refusal.Message },
                _ => new Card { Title = $"{subject} did not end", Severity = CardSeverity.Warning },
            };
            foreach (var board in boards)
                await board.PostAsync(NoticeTopic.Briefing, card, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // One bad day is no reason to have none any more.
            LogFailed(operation, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} could not be asked for")]
    private partial void LogFailed(string operation, Exception exception);
}
