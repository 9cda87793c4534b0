using HydraBot.Hosting.Morning;
using HydraBot.Plans.Operations;
using HydraBot.Plans.Stored;

namespace HydraBot.Plans.Morning;

/// <summary>What was planned, and what became of each item.</summary>
internal sealed class PlanBriefing(PlanStore store) : IBriefingSource
{
    private static readonly PlanItemState[] Importance =
        [PlanItemState.CutOff, PlanItemState.Unsure, PlanItemState.Failed, PlanItemState.Refused, PlanItemState.Waiting, PlanItemState.NotReached, PlanItemState.Begun, PlanItemState.Open, PlanItemState.Done];

    public string Heading => "Work plan";

    public int Order => 0;

    public async Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var plans = await store.SinceAsync(since, cancellationToken);
        return new BriefingLines(
            [.. plans.SelectMany(plan => plan.Items.OrderBy(item => Array.IndexOf(Importance, item.State)).Select(item => Line(plan, item))
                .Prepend($"Plan {plan.Number}: {plan.Items.Count(item => item.State == PlanItemState.Done)} of {plan.Items.Count} done, {PlanCard.Words(plan.State)}{(plan.Why.Length > 0 ? $". {plan.Why}" : "")}"))],
            [.. plans.SelectMany(plan => plan.Items.Where(NeedsSomebody).Select(item => Line(plan, item)))]);
    }

    private static bool NeedsSomebody(PlanItem item) => item.State is PlanItemState.CutOff or PlanItemState.Unsure || item.Tick == PlanTick.Missing;

    private static string Line(Plan plan, PlanItem item)
    {
        var text = item.Text.Length <= 80 ? item.Text : $"{item.Text[..79]}…";
        var unticked = item.Tick == PlanTick.Missing ? $" Its box in {Path.GetFileName(plan.File)} could not be ticked." : "";
        return $"Plan {plan.Number}, item {item.Place}, {text}: {PlanCard.Words(item.State)}{(item.Told.Length > 0 ? $". {item.Told}" : "")}{unticked}";
    }
}
