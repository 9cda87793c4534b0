using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Truth;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Shows facts in free words that seem to contradict each other, and lets people say which holds.</summary>
internal sealed class DisputeOperations(Disputes disputes)
{
    [Operation("memory.disputes", Private = true)]
    [Description("Lists facts that seem to contradict each other and are yours to decide")]
    public async Task<OperationResult<DisputeList>> ListAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var open = await disputes.OpenAsync(clearance.Caller, cancellationToken);
        return OperationResult.Of(new DisputeList(open), new Card
        {
            Title = open.Count switch { 0 => "Nothing contradicts itself", 1 => "1 contradiction", var many => $"{many} contradictions" },
            Severity = open.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Fields = [.. open.Select(dispute => new CardField(dispute.Id.ToString(), $"{SearchOperations.Short(dispute.Older.Content)}\n→ {SearchOperations.Short(dispute.Newer.Content)}"))],
            Footer = open.Count > 0 ? "/memory settle ends the older, or says that both are true" : null,
        });
    }

    [Operation("memory.settle", Effect = OperationEffect.Change, Private = true)]
    [Description("Answers a contradiction: the newer fact ends the older, or both are true; or takes that answer back")]
    public async Task<OperationResult<SettledDispute>> SettleAsync(
        [Description("The contradiction's id")] Guid dispute,
        Clearance clearance,
        [Description("What holds")] DisputeAnswer answer = DisputeAnswer.Accept,
        CancellationToken cancellationToken = default)
    {
        var settled = await disputes.SettleAsync(clearance, dispute, answer, cancellationToken);
        return OperationResult.Of(settled, new Card
        {
            Title = answer switch { DisputeAnswer.Accept => "The newer holds", DisputeAnswer.Decline => "Both hold", _ => "All is as it was" },
            Severity = CardSeverity.Good,
            Text = $"{SearchOperations.Short(settled.Dispute.Older.Content)}\n→ {SearchOperations.Short(settled.Dispute.Newer.Content)}",
            Footer = answer == DisputeAnswer.Undo ? null : $"To take it back: /memory settle {dispute} undo",
        });
    }
}
