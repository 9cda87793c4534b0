using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Forgets: everywhere, at once, for good.</summary>
internal sealed class ForgetOperation(Forgetting forgetting)
{
    [Operation(
        "memory.forget",
        Effect = OperationEffect.Destroy,
        Rollback = "memory.import takes back what memory.export wrote before; without an export nothing brings it back, as it is meant.",
        Private = true,
        TimeLimitSeconds = 300)]
    [Description("Forgets one of your memories for good: text, index, vectors, graph, and what was made of it alone")]
    public async Task<OperationResult<ForgottenAnswer>> ForgetAsync([Description("Its id")] Guid id, Clearance clearance, CancellationToken cancellationToken)
    {
        var answer = await forgetting.ForgetAsync(clearance, id, cancellationToken);
        return OperationResult.Of(answer, new Card
        {
            Title = answer.Ids.Count == 1 ? "Forgotten" : $"{answer.Ids.Count} memories forgotten",
            Severity = CardSeverity.Good,
            Text = answer.Suspect.Count == 0 ? null : $"⚠️ Rested on it, and is suspect now: {string.Join(", ", answer.Suspect.Select(other => $"`{other}`"))}",
            Footer = $"Gone from {string.Join(", ", answer.Stores)}",
        });
    }
}
