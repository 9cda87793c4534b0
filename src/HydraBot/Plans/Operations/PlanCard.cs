using System.Globalization;
using System.Text;
using HydraBot.Governance.Operations;

namespace HydraBot.Plans.Operations;

/// <summary>A plan on one phone screen: each item with what became of it.</summary>
internal static class PlanCard
{
    private const int LinesShown = 20, LongestLine = 180;

    public static Card Draw(Plan plan)
    {
        var done = plan.Items.Count(item => item.State == PlanItemState.Done);
        var title = string.Create(CultureInfo.InvariantCulture, $"Plan {plan.Number}: {done} of {plan.Items.Count} done{(plan.State == PlanState.Running ? "" : $", {Words(plan.State)}")}");
        string[] lines = [.. plan.Items.Select(Line)];
        var shown = lines.Take(LinesShown).Select(line => line.Length <= LongestLine ? line : $"{line[..(LongestLine - 1)]}…");
        var isCut = lines.Length > LinesShown || lines.Any(line => line.Length > LongestLine);
        return new Card
        {
            Title = title,
            Severity = Severity(plan),
            Text = string.Join('\n', lines.Length > LinesShown ? shown.Append($"and {lines.Length - LinesShown} more") : shown),
            Footer = string.Create(CultureInfo.InvariantCulture, $"{plan.Steps} of {plan.MostSteps} steps · {plan.Tokens} of {plan.MostTokens} tokens · {(plan.State == PlanState.Running ? $"until {plan.Until:yyyy-MM-dd HH:mm}Z" : plan.Why)}"),
            Files = isCut ? [new CardFile($"plan-{plan.Number}.md", "text/markdown", Encoding.UTF8.GetBytes($"# {title}\n\n{string.Join('\n', lines.Select(line => $"- {line}"))}\n"))] : [],
            Spoken = $"{title}.",
        };
    }

    public static string Words(PlanState state) => state switch
    {
        PlanState.Running => "at work",
        PlanState.Finished => "finished",
        PlanState.Stopped => "stopped",
        PlanState.TimeUp => "its time is up",
        _ => "its budget is used up",
    };

    public static string Words(PlanItemState state) => state switch
    {
        PlanItemState.Open => "to do",
        PlanItemState.Begun => "at work",
        PlanItemState.Waiting => "waits for people",
        PlanItemState.Done => "done",
        PlanItemState.Failed => "failed",
        PlanItemState.Refused => "refused",
        PlanItemState.CutOff => "cut off, look at it",
        PlanItemState.NotReached => "not reached",
        _ => "not clear, look at it",
    };

    private static string Line(PlanItem item)
    {
        var mark = item.State switch
        {
            PlanItemState.Open => "◻️",
            PlanItemState.Begun => "▶️",
            PlanItemState.Waiting => "⏳",
            PlanItemState.Done => "✅",
            PlanItemState.Failed => "❌",
            PlanItemState.Refused => "⛔",
            PlanItemState.CutOff => "✂️",
            PlanItemState.NotReached => "⏭️",
            _ => "❔",
        };
        var unticked = item.Tick == PlanTick.Missing ? " (its box could not be ticked)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{mark} {item.Place}. {item.Text}{(item.State is PlanItemState.Open or PlanItemState.Done && item.Told.Length == 0 ? "" : $": {Words(item.State)}")}{(item.Told.Length > 0 ? $". {item.Told}" : "")}{unticked}");
    }

    private static CardSeverity Severity(Plan plan) => plan switch
    {
        _ when plan.Items.Any(item => item.State is PlanItemState.CutOff or PlanItemState.Failed) => CardSeverity.Bad,
        _ when plan.Items.Any(item => item.State is PlanItemState.Unsure or PlanItemState.Refused) => CardSeverity.Warning,
        _ when plan.Items.Any(item => item.State == PlanItemState.Waiting) => CardSeverity.Waiting,
        { State: PlanState.Finished } => CardSeverity.Good,
        _ => CardSeverity.Neutral,
    };
}
