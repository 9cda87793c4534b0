using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Improvement.Operations;

/// <summary>Experiments on requests as people see them.</summary>
internal static class ExperimentCard
{
    public static Card Of(ExperimentPlan plan) => new()
    {
        Title = Say($"An experiment on proposal {plan.Number} could find"),
        Severity = CardSeverity.Neutral,
        Text = string.Join('\n', plan.Power.Zip(plan.Requests, (power, requests) => Say(
            $"• {Effect(plan, power.Effect)}: **{power.Power * 100:0} %** within {power.Most} pairs, half of the time within {power.Median} ({requests} requests); looked at once, {power.FixedHorizon} pairs"))),
        Fields =
        [
            new("Judged by", Say($"`{plan.Metric}`, {plan.Title}: {(plan.LowerIsBetter ? "less" : "more")} is better"), Inline: true),
            new("Must not get worse", plan.Guardrails.Count == 0 ? "nothing else shows it" : string.Join(", ", plan.Guardrails.Select(name => $"`{name}`")), Inline: true),
            new("Taken for better by chance", Say($"at most {plan.ErrorRate * 100:0.##} %, however often is looked; gains below {plan.MinimumEffect:0.###} are not taken"), Inline: true),
        ],
        Footer = Say($"{plan.Share * 100:0} % of the requests get it"),
    };

    public static Card Of(ExperimentView view) => new()
    {
        Title = view.End is null ? $"An experiment on requests runs: {view.Metric}" : $"The experiment ended: {view.End}",
        Severity = view.End is null ? CardSeverity.Waiting : CardSeverity.Neutral,
        Text = Say($"{view.Now.Before:0.####} → **{view.Now.After:0.####}** over {view.Now.Pairs} pairs, evidence {view.Now.Value:0.##}"),
        Fields = [.. view.Guardrails.Where(one => one.Pairs > 0).Select(one => new CardField(one.Metric, Say($"{one.Before:0.####} → {one.After:0.####} over {one.Pairs} pairs"), Inline: true))],
        Footer = view.Plan is not { } plan ? null : Say($"{Effect(plan, plan.Power[1].Effect)} is found with a chance of {plan.Power[1].Power:0.00}, half of the time within {plan.Power[1].Median} pairs"),
    };

    private static string Effect(ExperimentPlan plan, double effect) => plan.IsRate
        ? Say($"{effect * 100:0} points more")
        : Say($"better in {50 + (effect * 50):0} of 100 pairs");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
