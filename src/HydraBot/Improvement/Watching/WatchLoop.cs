using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Proposals;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Watching;

/// <summary>
/// Looks after what was deployed until its time is over: then it is kept. When a guardrail breaks several looks in a row it is rolled back,
/// down the road like everything else. What is under watch is read from the database, so that a restart goes on watching.
/// </summary>
internal sealed partial class WatchLoop(
    ProposalStore proposals, IEnumerable<IGuardrail> guardrails, GovernedExecutor road, IEnumerable<INoticeBoard> boards, AuditScribe scribe, EmergencyStop stop, IOptions<ImprovementOptions> options,
    Releases releases, TimeProvider time, ILogger<WatchLoop> logger) : BackgroundService
{
    private static readonly Caller Watchman = new(CallerKind.Schedule, "improvement-watch", "The watch", AccessLevel.Operator);

    private readonly Dictionary<Guid, int> _broken = [];
    private readonly Dictionary<Guid, string> _told = [];

    /// <summary>One look at everything that is under watch.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var proposal in await proposals.UnderWatchAsync(cancellationToken))
        {
            var deployed = proposal.DeployedAt ?? proposal.UpdatedAt;
            // Of code that was cut off on its way into force, the start of the house knows what becomes of it.
            if (proposal is { State: ProposalState.Deployed, Kind: ProposalKind.Code })
                continue;
            if (proposal.State == ProposalState.Deployed)
                await BeginAsync(proposal, cancellationToken);
            else if (await BrokenAsync(deployed, cancellationToken) is { } broken)
                await CountAsync(proposal, broken, cancellationToken);
            else if (_broken.Remove(proposal.Id))
                _told.Remove(proposal.Id);
            else if (!stop.IsStopped && time.GetUtcNow() - deployed >= options.Value.Watch.For && HasPassed(proposal))
                await AskAsync("improvement.keep", proposal, string.Create(CultureInfo.InvariantCulture, $"It held for {options.Value.Watch.For}: no guardrail broke."), cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => time.RoundsAsync(options.Value.Watch.Interval, LookAsync, LogFailed, restFirst: true, stoppingToken);

    /// <summary>Of code the watchdog has a say too: it makes a program the one to start from then on once it lived through its watch.</summary>
    private bool HasPassed(Proposal proposal) => proposal.Kind != ProposalKind.Code || releases.Current == proposal.DeployedAs;

    private async Task BeginAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        // The process stopped between coming into force and being watched.
        var entry = scribe.At(Door.Schedule, AuditKind.Outcome, Watchman, $"watch-{proposal.Id:N}", "watched", $"Proposal {proposal.Number}");
        await proposals.MoveAsync(proposal, proposal with { State = ProposalState.Watched }, new ProposalStep(Watchman.Name, "It is watched.", time.GetUtcNow(), entry), cancellationToken);
    }

    private async Task<string?> BrokenAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        foreach (var guardrail in guardrails)
        {
            if (await guardrail.BrokenAsync(since, cancellationToken) is { } broken)
                return $"{guardrail.Name}: {broken}";
        }

        return null;
    }

    private async Task CountAsync(Proposal proposal, string broken, CancellationToken cancellationToken)
    {
        var count = _broken[proposal.Id] = _broken.GetValueOrDefault(proposal.Id) + 1;
        if (count < options.Value.Watch.Failures)
            return;
        var reason = string.Create(CultureInfo.InvariantCulture, $"A guardrail broke in {count} looks in a row: {broken}.");
        if (stop.IsStopped)
            await TellAsync(proposal, NoticeTopic.Alerts, new Card
            {
                Title = $"Proposal {proposal.Number} under watch is not taken back: the emergency stop is pulled",
                Severity = CardSeverity.Bad,
                Text = $"{reason} An Operator takes it back with `/emergency rollback`; once the stop is lifted, the watch does.",
            }, cancellationToken);
        else if (await AskAsync("improvement.rollback", proposal, reason, cancellationToken))
            _broken.Remove(proposal.Id);
    }

    private async Task<bool> AskAsync(string operation, Proposal proposal, string reason, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["proposal"] = proposal.Id.ToString(), ["reason"] = reason.Length > 500 ? reason[..500] : reason };
        var request = OperationRequest.Create(operation, System.Text.Json.JsonElement.Parse(arguments.ToJsonString()), Watchman, Door.Schedule, time);
        var outcome = await road.ExecuteAsync(request, null, cancellationToken);
        var card = outcome switch
        {
            OperationOutcome.Done done => done.Result.Card,
            OperationOutcome.Failed failed => new Card { Title = $"Proposal {proposal.Number} under watch: {operation} failed", Severity = CardSeverity.Bad, Text = failed.Message },
            OperationOutcome.Refused refused => new Card { Title = $"Proposal {proposal.Number} under watch: {operation} was refused", Severity = CardSeverity.Bad, Text = refused.Refusal.Message },
            _ => null,
        };
        if (outcome is not OperationOutcome.Done)
            LogUndone(operation, proposal.Number, reason);
        if (card is null)
            return false;
        await TellAsync(proposal, operation == "improvement.rollback" ? NoticeTopic.Alerts : NoticeTopic.Briefing, card, cancellationToken);
        return outcome is OperationOutcome.Done;
    }

    /// <summary>What is the same at each look is told once.</summary>
    private async Task TellAsync(Proposal proposal, NoticeTopic topic, Card card, CancellationToken cancellationToken)
    {
        if (_told.TryGetValue(proposal.Id, out var before) && before == card.Title)
            return;
        _told[proposal.Id] = card.Title;
        foreach (var board in boards)
            await board.PostAsync(topic, card, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A look at what is under watch failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} of proposal {Number} did not come about: {Reason}")]
    private partial void LogUndone(string operation, long number, string reason);
}
