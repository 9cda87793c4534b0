using System.Text.Json;
using System.Text.Json.Nodes;
using Cronos;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Proposals;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Search;

/// <summary>Searches when it is due, down the road like everybody; for what was validated it asks people, who decide.</summary>
internal sealed partial class SearchSchedule(
    GovernedExecutor road, Budget budget, IEnumerable<INoticeBoard> boards, IOptions<ImprovementOptions> options, TimeProvider time, ILogger<SearchSchedule> logger) : BackgroundService
{
    private static readonly Caller Night = new(CallerKind.Schedule, "improvement-search", "The search for improvements", AccessLevel.Operator);

    /// <summary>One search, as far as the budget goes.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        if (budget.IsQuiet || await budget.ExhaustedAsync(cancellationToken) is not null)
            return;
        var outcome = await AskAsync("improvement.search", new JsonObject(), cancellationToken);
        if (outcome is not OperationOutcome.Done { Result: var result })
        {
            LogUndone(outcome.GetType().Name);
            return;
        }

        foreach (var board in boards)
            await board.PostAsync(NoticeTopic.Briefing, result.Card, cancellationToken);
        foreach (var found in ((SearchReport)result.Value).Searches.Select(search => search.Proposal).OfType<ProposalLine>().Where(found => found.State == ProposalState.Validated))
            await AskAsync("improvement.deploy", new JsonObject { ["proposal"] = found.Id.ToString() }, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Search.Enabled)
            return;
        try
        {
            var schedule = CronExpression.Parse(options.Value.Search.Schedule);
            while (schedule.GetNextOccurrence(time.GetUtcNow().UtcDateTime) is { } next)
            {
                await time.UntilAsync(next, stoppingToken);
                try
                {
                    await RunAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One bad night is no reason to have none any more.
                    LogFailed(exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }

    private Task<OperationOutcome> AskAsync(string operation, JsonObject arguments, CancellationToken cancellationToken) => road.ExecuteAsync(
        OperationRequest.Create(operation, JsonElement.Parse(arguments.ToJsonString()), Night, Door.Schedule, time), null, cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The search for improvements failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search for improvements did not come about: {Outcome}")]
    private partial void LogUndone(string outcome);
}
