using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Steps;

namespace HydraBot.Plans.Working;

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

/// <summary>What the record has of what a plan asked for.</summary>
internal sealed class PlanRecord(StepRecord record)
{
    /// <summary>What runs through everything that an item asks for, whatever its turn.</summary>
    public static string Correlation(long plan, int place) => $"plan-{plan}-{place}";

    public Task<RecordedEnd> OfAsync(Plan plan, PlanItem item, Guid requestId, CancellationToken cancellationToken) =>
        record.OfAsync(requestId, Correlation(plan.Number, item.Place), plan.StartedAt, cancellationToken);

    /// <summary>What a model reached for while it worked on an item, oldest first, in all its turns.</summary>
    public async Task<IReadOnlyList<RecordedCall>> CallsAsync(Plan plan, PlanItem item, CancellationToken cancellationToken) =>
    [
        .. (await record.EntriesAsync(Correlation(plan.Number, item.Place), plan.StartedAt, cancellationToken))
            .Where(entry => entry.Door != Door.Schedule && entry is { Operation: not null, RequestId: not null })
            .GroupBy(entry => entry.RequestId)
            .Select(entries => Call([.. entries])),
    ];

    /// <summary>The approvals that still wait for this item.</summary>
    public Task<IReadOnlyList<Approval>> PendingAsync(Plan plan, PlanItem item, CancellationToken cancellationToken) =>
        record.PendingAsync(Correlation(plan.Number, item.Place), cancellationToken);

    /// <summary>Whether anybody is still to decide; far less to read than all that was recorded.</summary>
    public async Task<bool> IsPendingAsync(Plan plan, PlanItem item, CancellationToken cancellationToken) => (await PendingAsync(plan, item, cancellationToken)).Count > 0;

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
}
