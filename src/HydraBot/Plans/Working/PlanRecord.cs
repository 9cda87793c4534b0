using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Law.Audit;

namespace HydraBot.Plans.Working;

/// <summary>How a request ended, as the record has it.</summary>
/// <param name="State">Null where it never entered the journal: then nothing of it ran.</param>
/// <param name="Ran">Whether it began.</param>
/// <param name="Words">Why it ended so.</param>
internal sealed record RecordedEnd(RequestState? State, bool Ran, string Words)
{
    /// <summary>People decide about it, or it runs since they have.</summary>
    public bool IsOpen => State is RequestState.Received or RequestState.AwaitingApproval or RequestState.Approved or RequestState.Running;
}

/// <summary>A tool that a model reached for.</summary>
/// <param name="Operation">Its dotted name.</param>
/// <param name="Effect">What it does to the world.</param>
/// <param name="State">One word: done, failed, refused, cancelled, interrupted, waiting, running.</param>
/// <param name="Words">Why, where something says.</param>
internal sealed record RecordedCall(string Operation, OperationEffect Effect, string State, string Words)
{
    public bool IsOpen => State is "waiting" or "running";

    /// <summary>It did something, or may have.</summary>
    public bool Acted => Effect != OperationEffect.Read && State is "done" or "failed" or "cancelled" or "interrupted" or "running";

    public override string ToString() => Words.Length == 0 ? $"`{Operation}` {State}" : $"`{Operation}` {State}: {Words}";
}

/// <summary>Asks the journal and the audit chain what became of what a plan asked for: the plan's own notes may be older than a crash.</summary>
internal sealed class PlanRecord(IOperationJournal journal, IApprovalStore approvals, AuditSearch audit)
{
    private const int MostEntries = 2_000;

    /// <summary>What runs through everything that an item asks for, whatever its turn.</summary>
    public static string Correlation(long plan, int place) => $"plan-{plan}-{place}";

    public async Task<RecordedEnd> OfAsync(Plan plan, PlanItem item, Guid requestId, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(requestId, cancellationToken) is not { State: var state })
            return new RecordedEnd(null, false, "");
        if (new RecordedEnd(state, false, "") is { IsOpen: true } waits)
            return waits;
        var entries = (await EntriesAsync(plan, item, cancellationToken)).Where(entry => entry.RequestId == requestId).ToArray();
        var words = entries.LastOrDefault(entry => entry.Reasons.Count > 0 && entry.Kind is AuditKind.Refused or AuditKind.Outcome or AuditKind.Interrupted)?.Reasons[0] ?? "";
        return new RecordedEnd(state, entries.Any(entry => entry.Kind == AuditKind.Intent), state == RequestState.Refused ? await NoAsync(requestId, cancellationToken) ?? words : words);
    }

    /// <summary>What a model reached for while it worked on an item, oldest first, in all its turns.</summary>
    public async Task<IReadOnlyList<RecordedCall>> CallsAsync(Plan plan, PlanItem item, CancellationToken cancellationToken) =>
    [
        .. (await EntriesAsync(plan, item, cancellationToken))
            .Where(entry => entry.Door != Door.Schedule && entry is { Operation: not null, RequestId: not null })
            .GroupBy(entry => entry.RequestId)
            .Select(entries => Call([.. entries])),
    ];

    /// <summary>The approvals that still wait for this item.</summary>
    public async Task<IReadOnlyList<Approval>> PendingAsync(Plan plan, PlanItem item, CancellationToken cancellationToken) =>
        [.. (await approvals.ListAsync(ApprovalState.Pending, 1_000, cancellationToken)).Where(approval => approval.Request.CorrelationId == Correlation(plan.Number, item.Place))];

    /// <summary>Whether anybody is still to decide; far less to read than all that was recorded.</summary>
    public async Task<bool> IsPendingAsync(Plan plan, PlanItem item, CancellationToken cancellationToken) => (await PendingAsync(plan, item, cancellationToken)).Count > 0;

    private async Task<string?> NoAsync(Guid requestId, CancellationToken cancellationToken) => await approvals.OfRequestAsync(requestId, cancellationToken) switch
    {
        { State: ApprovalState.Expired } => "Nobody decided in time, which is a no.",
        { State: ApprovalState.Denied, Votes: var votes } => $"{votes.LastOrDefault(vote => !vote.Agrees)?.Voter.Name ?? "Somebody"} said no.",
        { State: ApprovalState.Withdrawn } => "It was taken back before anybody decided.",
        _ => null,
    };

    private static RecordedCall Call(AuditDraft[] entries)
    {
        var last = entries.Last(entry => entry.Kind != AuditKind.ApprovalVote || entries.Length == 1);
        var state = last switch
        {
            { Kind: AuditKind.ApprovalAsked or AuditKind.ApprovalVote } or { Kind: AuditKind.ApprovalDecided, Result: "approved" } => "waiting",
            { Kind: AuditKind.ApprovalDecided or AuditKind.Refused } => "refused",
            { Kind: AuditKind.Intent } => "running",
            { Kind: AuditKind.Interrupted } => "interrupted",
            _ => last.Result ?? "done",
        };
        var words = last is { Kind: AuditKind.ApprovalDecided, Result: { } result } && state == "refused" ? result
            : state is "done" or "waiting" or "running" ? "" : last.Reasons is [var first, ..] ? first : "";
        return new RecordedCall(last.Operation!, entries.Max(entry => entry.Effect), state, words);
    }

    private async Task<IReadOnlyList<AuditDraft>> EntriesAsync(Plan plan, PlanItem item, CancellationToken cancellationToken)
    {
        var correlation = Correlation(plan.Number, item.Place);
        var found = await audit.FindAsync(new AuditQuery(null, null, null, correlation, plan.StartedAt, null), long.MaxValue, MostEntries, cancellationToken);
        return [.. found.OrderBy(view => view.Sequence).Select(view => view.Entry!).Where(entry => entry.CorrelationId == correlation)];
    }
}
