using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Constitution;

/// <summary>A changed law, and its way into force: shown first, then confirmed by an Owner.</summary>
internal sealed class AdoptionOperations(AdoptedLaw laws)
{
    /// <summary>A card's text holds so many lines well.</summary>
    private const int Shown = 20;

    [Operation("constitution.pending", Access = AccessLevel.Viewer, Effect = OperationEffect.Read)]
    [Description("Shows what a law that was changed on disk would change, in words")]
    public OperationResult<PendingLawView> Pending()
    {
        var view = laws.Pending is { } pending
            ? new PendingLawView(laws.InForce.Sha256, pending.Sha256, pending.Version, LawComparison.Of(laws.InForce, pending))
            : new PendingLawView(laws.InForce.Sha256, null, null, []);
        return OperationResult.Of(view, Draw(view));
    }

    [Operation("constitution.adopt", Access = AccessLevel.Owner, Effect = OperationEffect.Change)]
    [Description("Confirms the law that was changed on disk; it is in force from the next start on")]
    public OperationResult<PendingLawView> Adopt(
        [Description("The sha256 of that law, as constitution.pending shows it")][MinLength(64)][MaxLength(64)] string sha256, Clearance clearance)
    {
        var pending = laws.Pending ?? throw new OperationException("No other law lies on disk than the one in force.");
        try
        {
            var changes = LawComparison.Of(laws.InForce, pending);
            var adopted = laws.Adopt(sha256);
            var view = new PendingLawView(laws.InForce.Sha256, adopted.Sha256, adopted.Version, changes);
            return OperationResult.Of(view, new Card
            {
                Title = $"The law {adopted.Sha256[..12]} is adopted",
                Severity = CardSeverity.Good,
                Text = "It is in force from the next start of HydraBot on; until then the former one is.",
                Footer = $"Confirmed for {clearance.Caller.Name}",
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ConstitutionException)
        {
            throw new OperationException($"This law cannot be adopted: {exception.Message}");
        }
    }

    internal static Card Draw(PendingLawView view) => view.Pending is null
        ? new Card { Title = "The law in force is the one on disk", Severity = CardSeverity.Good, Footer = $"sha256 {view.InForce}" }
        : new Card
        {
            Title = "A changed law waits for an Owner",
            Severity = CardSeverity.Waiting,
            Text = string.Join('\n', view.Changes.Take(Shown).Select(change => $"• {change}")) + (view.Changes.Count > Shown ? $"\nand {view.Changes.Count - Shown} more" : ""),
            Fields = [new CardField("To confirm it", $"`/constitution adopt sha256:{view.Pending}`")],
            Footer = $"In force: {view.InForce[..12]}",
            Spoken = "A changed law waits for an Owner to confirm it.",
        };
}
