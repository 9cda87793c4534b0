using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Audit;

/// <summary>What people see of the chain.</summary>
internal static class AuditCards
{
    public static Card Checkpoint(AuditCheckpoint checkpoint) => new()
    {
        Title = $"Audit checkpoint: {checkpoint.Sequence} entries",
        Text = $"```\n{checkpoint.Text}\n```",
        Footer = "Signed. `audit.compare` says whether the chain is still what this says.",
        Spoken = $"The audit chain has {checkpoint.Sequence} entries, and they are signed.",
    };

    public static Card Verification(AuditVerification found) => found.Valid
        ? new Card
        {
            Title = "The audit chain holds",
            Severity = CardSeverity.Good,
            Text = $"{found.Entries} entries, each with the hash of the one before; the end is where it should be"
                + (found.Checkpoints > 0 ? $", and all is as {found.Checkpoints} signed checkpoints say." : "."),
            Spoken = $"The audit chain holds, with {found.Entries} entries.",
        }
        : new Card
        {
            Title = $"The audit chain is broken at entry {found.FirstBadSequence}",
            Severity = CardSeverity.Bad,
            Text = found.Problem,
            Fields = [new CardField("Good before it", $"{found.FirstBadSequence - 1} entries", true), new CardField("What it is", $"{found.Fault}", true)],
            Spoken = $"The audit chain is broken at entry {found.FirstBadSequence}. {found.Problem}",
        };

    public static string Line(AuditView view) => view.Entry is { } entry
        ? $"`#{view.Sequence}` <t:{entry.At.ToUnixTimeSeconds()}:T> {Words(entry)}"
            + (entry.Caller is { } caller ? $" · {caller.Name}" : "")
        : $"`#{view.Sequence}` unreadable: run audit.verify";

    public static string Words(AuditDraft entry) => entry.Kind switch
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
