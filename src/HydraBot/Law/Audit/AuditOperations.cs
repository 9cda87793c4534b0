using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Audit;

/// <summary>What happened in the house, and the proof that nobody rewrote it.</summary>
internal sealed class AuditOperations(IAuditLog audit)
{
    [Operation("audit.tail", Access = AccessLevel.Operator, Effect = OperationEffect.Read)]
    [Description("Shows the newest entries of the audit chain")]
    public async Task<OperationResult<AuditTailView>> TailAsync(
        [Description("How many, from 1 to 100")] [Range(1, 100)] int count = 10, CancellationToken cancellationToken = default)
    {
        var entries = await audit.TailAsync(count, cancellationToken);
        var view = new AuditTailView([.. entries.Select(AuditView.Of)]);
        return OperationResult.Of(view, new Card
        {
            Title = view.Entries.Count == 1 ? "The newest entry" : $"The newest {view.Entries.Count} entries",
            Text = view.Entries.Count == 0 ? "Nothing has happened yet." : string.Join('\n', view.Entries.Select(Line)),
            Footer = view.Entries is [var newest, ..] ? $"Chain head {newest.Sequence} · {newest.Hash[..16]}…" : null,
            Spoken = view.Entries is [{ Entry: { } last }, ..] ? $"The last entry is {Words(last)}." : "The audit chain is empty.",
        });
    }

    [Operation("audit.verify", Access = AccessLevel.Viewer, Effect = OperationEffect.Read, TimeLimitSeconds = 300)]
    [Description("Walks the whole audit chain and names the first entry that was changed, removed or reordered")]
    public async Task<OperationResult<AuditVerification>> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var found = await audit.VerifyAsync(cancellationToken);
        return OperationResult.Of(found, found.Valid
            ? new Card
            {
                Title = "The audit chain holds",
                Severity = CardSeverity.Good,
                Text = $"{found.Entries} entries, each with the hash of the one before; the end is where it should be.",
                Spoken = $"The audit chain holds, with {found.Entries} entries.",
            }
            : new Card
            {
                Title = $"The audit chain is broken at entry {found.FirstBadSequence}",
                Severity = CardSeverity.Bad,
                Text = found.Problem,
                Fields = [new CardField("Good before it", $"{found.FirstBadSequence - 1} entries", true)],
                Spoken = $"The audit chain is broken at entry {found.FirstBadSequence}. {found.Problem}",
            });
    }

    private static string Line(AuditView view) => view.Entry is { } entry
        ? $"`#{view.Sequence}` <t:{entry.At.ToUnixTimeSeconds()}:T> {Words(entry)}"
            + (entry.Caller is { } caller ? $" · {caller.Name}" : "")
        : $"`#{view.Sequence}` unreadable: run audit.verify";

    private static string Words(AuditDraft entry) => entry.Kind switch
    {
        AuditKind.Intent => $"**{entry.Operation}** begins",
        AuditKind.Started => "**HydraBot started**",
        _ when entry.Operation is null => $"{entry.Kind}: {entry.Result}",
        AuditKind.ApprovalAsked => $"**{entry.Operation}** waits for approval",
        AuditKind.ApprovalVote => $"vote on **{entry.Operation}**: {entry.Result}",
        AuditKind.ApprovalDecided => $"**{entry.Operation}** {entry.Result}",
        AuditKind.Judged => $"**{entry.Operation}** judged: {entry.Result}",
        _ => $"**{entry.Operation}** {entry.Result}",
    };
}
