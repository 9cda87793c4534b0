using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Proposals;

namespace HydraBot.Improvement.Code;

/// <summary>At start, takes note of a program that the watchdog took back while nobody was there to write it down.</summary>
internal sealed class ReturnedRelease(Releases releases, ProposalStore proposals, AuditScribe scribe, IEnumerable<INoticeBoard> boards, TimeProvider time) : IHostedService
{
    private static readonly Caller Watchdog = new(CallerKind.Schedule, "improvement-watchdog", "The watchdog", AccessLevel.Operator);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (releases.Returned is not { } returned)
            return;
        foreach (var proposal in (await proposals.UnderWatchAsync(cancellationToken)).Where(one => one.Kind == ProposalKind.Code && one.DeployedAs == returned.Commit))
        {
            var reason = $"The watchdog started what ran before, since {returned.Reason}. Its commit is still on the branch; revert it before the next build.";
            var entry = scribe.At(Door.Schedule, AuditKind.Outcome, Watchdog, $"watchdog-{proposal.Id:N}", "rolledback", reason);
            await proposals.MoveAsync(proposal, proposal with { State = ProposalState.RolledBack }, new ProposalStep(Watchdog.Name, reason, time.GetUtcNow(), entry), cancellationToken);
            foreach (var board in boards)
                await board.PostAsync(NoticeTopic.Alerts, new Card { Title = $"Proposal {proposal.Number} was taken back", Severity = CardSeverity.Bad, Text = reason }, cancellationToken);
        }

        releases.SetReturned(null);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
