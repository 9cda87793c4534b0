using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Improvement.Proposals;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>
/// At start, holds what is written down of released code against git and the watchdog's pointers. What the watchdog took back, and what was cut off on its
/// way, is rolled back down the road; nothing is left half in force.
/// </summary>
internal sealed partial class ReleaseRecovery(
    Releases releases, CodeRelease release, ProposalStore proposals, GovernedExecutor road, AuditScribe scribe, IEnumerable<INoticeBoard> boards,
    IOptions<ImprovementOptions> options, ApplicationPaths paths, TimeProvider time, ILogger<ReleaseRecovery> logger) : BackgroundService
{
    private const int MostPrograms = 5;

    private const string CutOff = "HydraBot stopped while it was put into force or taken back, so it is taken back";

    private static readonly Caller Watchdog = new(CallerKind.Schedule, "improvement-watchdog", "The watchdog", AccessLevel.Operator);

    private readonly DateTimeOffset _before = time.GetUtcNow();

    /// <summary>One look at everything that is in force.</summary>
    internal async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var returned = releases.Returned;
        await ScratchTree.SweepAsync(options.Value.Code, paths, _before, cancellationToken);
        var code = (await proposals.InForceAsync(cancellationToken)).Where(one => one.Kind == ProposalKind.Code).ToArray();
        // The newest first: what was released on top of another goes before it.
        foreach (var proposal in code.OrderByDescending(one => one.DeployedAt))
        {
            var place = await release.WhereAsync(proposal, cancellationToken);
            if (returned is { } told && told.Commit == proposal.DeployedAs && proposal.State != ProposalState.Kept)
                await TakeBackAsync(proposal, place, $"The watchdog started what ran before, since {told.Reason}.", cancellationToken);
            else if (proposal.State == ProposalState.Deployed && place is { OnBranch: false, Reverted: false, Runs: false })
                await MoveAsync(proposal, proposal with { State = ProposalState.Approved, DeployedAt = null, DeployedAs = null, Replaced = null }, "It was cut off before anything was changed; it may be released again.", cancellationToken);
            else if (proposal.State == ProposalState.Deployed && place is { Runs: true, Reverted: false })
                await MoveAsync(proposal, proposal with { State = ProposalState.Watched }, "It is watched.", cancellationToken);
            else if (proposal.State == ProposalState.Kept ? place is { Reverted: true, Runs: false } : place.Reverted || !place.Runs)
                await TakeBackAsync(proposal, place, $"{CutOff}.", cancellationToken);
        }

        if (returned is { } other && !code.Any(one => one.DeployedAs == other.Commit && one.State != ProposalState.Kept))
            await TellAsync($"The watchdog took {other.Commit} back", $"It went back to {releases.Current}, since {other.Reason}.", cancellationToken);
        // Only once it is written down: until then the next start has to tell it.
        releases.SetReturned(null);
        await ClearAsync(code, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RecoverAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    /// <summary>Programs stay that may be started yet, or gone back to; each is a whole house on disk.</summary>
    private async Task ClearAsync(IReadOnlyList<Proposal> inForce, CancellationToken cancellationToken)
    {
        var newest = inForce.OrderByDescending(one => one.DeployedAt).Take(MostPrograms).SelectMany(one => (string?[])[one.DeployedAs, one.Replaced]);
        var ready = (await proposals.ListAsync(null, 500, cancellationToken))
            .Where(one => one.State is ProposalState.Tested or ProposalState.Validated or ProposalState.Approved).Select(one => one.Evidence?.Code?.Commit);
        releases.Clear([.. newest.Concat(ready).OfType<string>()]);
    }

    private async Task TakeBackAsync(Proposal proposal, ReleasePlace place, string reason, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["proposal"] = proposal.Id.ToString(), ["reason"] = reason.Length > 500 ? reason[..500] : reason };
        var outcome = await road.ExecuteAsync(OperationRequest.Create("improvement.rollback", JsonElement.Parse(arguments.ToJsonString()), Watchdog, Door.Schedule, time), null, cancellationToken);
        var trouble = outcome switch
        {
            OperationOutcome.Done => null,
            OperationOutcome.Failed failed => failed.Message,
            OperationOutcome.Refused refused => refused.Refusal.Message,
            _ => "it did not end",
        };
        // It does not run any more, whatever became of its commit: that is written down, so that nobody takes it for being in force.
        if (trouble is not null && !place.Runs)
            await MoveAsync(proposal, proposal with { State = ProposalState.RolledBack }, $"{reason} Its commit is still on the branch; revert it before the next build: {trouble}", cancellationToken);
        else if (trouble is not null)
            LogLeft(proposal.Number, trouble);
        await TellAsync($"Proposal {proposal.Number} was taken back", trouble is null ? reason : $"{reason} {trouble}", cancellationToken);
    }

    private async Task TellAsync(string title, string text, CancellationToken cancellationToken)
    {
        foreach (var board in boards)
            await board.PostAsync(NoticeTopic.Alerts, new Card { Title = title, Severity = CardSeverity.Bad, Text = text }, cancellationToken);
    }

    private async Task MoveAsync(Proposal seen, Proposal next, string reason, CancellationToken cancellationToken)
    {
        var entry = scribe.At(Door.Schedule, AuditKind.Outcome, Watchdog, $"watchdog-{seen.Id:N}", next.State.ToString().ToLowerInvariant(), reason);
        await proposals.MoveAsync(seen, next, new ProposalStep(Watchdog.Name, reason, time.GetUtcNow(), entry), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Released code could not be held against git and the watchdog's pointers")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Proposal {Number} could not be taken back: {Trouble}")]
    private partial void LogLeft(long number, string trouble);
}
