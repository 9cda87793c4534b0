using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Law.Audit;

namespace HydraBot.Hosting.Steps;

/// <summary>How a request ended, as the record has it.</summary>
/// <param name="State">Null where it never entered the journal: then nothing of it ran.</param>
/// <param name="Ran">Whether it began.</param>
/// <param name="Words">Why it ended so.</param>
internal sealed record RecordedEnd(RequestState? State, bool Ran, string Words)
{
    /// <summary>People decide about it, or it runs since they have.</summary>
    public bool IsOpen => State is RequestState.Received or RequestState.AwaitingApproval or RequestState.Approved or RequestState.Running;
}

/// <summary>Asks the journal and the audit chain what became of what was asked for: one's own notes may be older than a crash.</summary>
internal sealed class StepRecord(IOperationJournal journal, IApprovalStore approvals, AuditSearch audit)
{
    private const int MostEntries = 2_000;

    /// <param name="requestId">The request.</param>
    /// <param name="correlation">What it was asked for under.</param>
    /// <param name="since">It was not asked for before.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<RecordedEnd> OfAsync(Guid requestId, string correlation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(requestId, cancellationToken) is not { State: var state })
            return new RecordedEnd(null, false, "");
        if (new RecordedEnd(state, false, "") is { IsOpen: true } waits)
            return waits;
        var entries = (await EntriesAsync(correlation, since, cancellationToken)).Where(entry => entry.RequestId == requestId).ToArray();
        var words = entries.LastOrDefault(entry => entry.Reasons.Count > 0 && entry.Kind is AuditKind.Refused or AuditKind.Outcome or AuditKind.Interrupted)?.Reasons[0] ?? "";
        return new RecordedEnd(state, entries.Any(entry => entry.Kind == AuditKind.Intent), state == RequestState.Refused ? await NoAsync(requestId, cancellationToken) ?? words : words);
    }

    /// <summary>All that was recorded under a correlation, oldest first.</summary>
    public async Task<IReadOnlyList<AuditDraft>> EntriesAsync(string correlation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = await audit.FindAsync(new AuditQuery(null, null, null, correlation, since, null), long.MaxValue, MostEntries, cancellationToken);
        return [.. found.OrderBy(view => view.Sequence).Select(view => view.Entry!).Where(entry => entry.CorrelationId == correlation)];
    }

    /// <summary>The approvals under a correlation that people have still to decide.</summary>
    public async Task<IReadOnlyList<Approval>> PendingAsync(string correlation, CancellationToken cancellationToken) =>
        [.. (await approvals.ListAsync(ApprovalState.Pending, 1_000, cancellationToken)).Where(approval => approval.Request.CorrelationId == correlation)];

    private async Task<string?> NoAsync(Guid requestId, CancellationToken cancellationToken) => await approvals.OfRequestAsync(requestId, cancellationToken) switch
    {
        { State: ApprovalState.Expired } => "Nobody decided in time, which is a no.",
        { State: ApprovalState.Denied, Votes: var votes } => $"{votes.LastOrDefault(vote => !vote.Agrees)?.Voter.Name ?? "Somebody"} said no.",
        { State: ApprovalState.Withdrawn } => "It was taken back before anybody decided.",
        _ => null,
    };
}
