using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Documents;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Tiers;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Forgets: everywhere, at once, for good.</summary>
internal sealed class ForgetOperation(Forgetting forgetting, DocumentReader documents)
{
    [Operation(
        "memory.forget",
        Effect = OperationEffect.Destroy,
        Rollback = Forgetting.Rollback,
        Private = true,
        TimeLimitSeconds = 300)]
    [Description("Forgets one of your memories for good, or a whole document: text, index, vectors, graph, and what was made of it alone")]
    public async Task<OperationResult<ForgottenAnswer>> ForgetAsync(
        Clearance clearance,
        [Description("The memory's id")] Guid? id = null,
        [Description("The name of a document that was read, with all its pieces and versions"), MinLength(1), MaxLength(200)] string? document = null,
        CancellationToken cancellationToken = default)
    {
        var answer = (id, document) switch
        {
            ({ } one, null) => await forgetting.ForgetAsync(clearance, one, cancellationToken),
            (null, { } name) => await documents.ForgetAsync(clearance, name, cancellationToken),
            _ => throw new OperationException("Forgotten is either one memory by its 'id' or one 'document' by its name."),
        };
        return Told(answer, answer.Ids.Count == 1 ? "Forgotten" : $"{answer.Ids.Count} memories forgotten");
    }

    /// <summary>What is gone, from where, and what rested on it.</summary>
    public static OperationResult<ForgottenAnswer> Told(ForgottenAnswer answer, string title) => OperationResult.Of(answer, new Card
    {
        Title = title,
        Severity = CardSeverity.Good,
        Text = answer.Suspect.Count == 0 ? null : $"⚠️ Rested on it, and is suspect now: {string.Join(", ", answer.Suspect.Select(other => $"`{other}`"))}",
        Footer = $"Gone from {string.Join(", ", answer.Stores)}",
    });
}
