using System.Globalization;
using System.Text;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Testing;

namespace HydraBot.Improvement.Operations;

/// <summary>A proposal as people read it: as a card, and as a page in Markdown, with difference and numbers.</summary>
internal static class ProposalPage
{
    private const int MostPatch = 1500;

    /// <summary>A proposal with all that happened to it, as an operation gives it.</summary>
    public static OperationResult<ProposalView> Whole(Proposal proposal, TuningSnapshot before, IReadOnlyList<Transition> steps)
    {
        var page = Markdown(proposal, before, steps);
        return OperationResult.Of(new ProposalView(proposal, steps, page), Card(proposal, before, page));
    }

    public static Card Card(Proposal proposal, TuningSnapshot before, string? page = null) => new()
    {
        Title = Say($"Proposal {proposal.Number}: {proposal.Title}"),
        Severity = proposal.State switch
        {
            ProposalState.Kept or ProposalState.Validated => CardSeverity.Good,
            ProposalState.Rejected => CardSeverity.Neutral,
            ProposalState.RolledBack => CardSeverity.Warning,
            _ => CardSeverity.Waiting,
        },
        Text = proposal.Description,
        Fields =
        [
            new("State", Words(proposal.State), Inline: true), new("Kind", ProposalDraft.Word(proposal.Kind), Inline: true), new("By", proposal.Author, Inline: true),
            new("Change", Difference(proposal, before)),
            .. proposal.Evidence is { } evidence ? Numbers(evidence) : [],
        ],
        Files = page is null ? [] : [new CardFile(Say($"proposal-{proposal.Number}.md"), "text/markdown", Encoding.UTF8.GetBytes(page))],
        Footer = Say($"{proposal.Id} · cost {Words(proposal.Cost)}"),
        Spoken = Say($"Proposal {proposal.Number} is {Words(proposal.State)}."),
    };

    public static string Markdown(Proposal proposal, TuningSnapshot before, IReadOnlyList<Transition> transitions)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# Proposal {proposal.Number}: {proposal.Title}\n\n{proposal.Description}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{ProposalDraft.Word(proposal.Kind)}, by {proposal.Author}, {Words(proposal.State)}\n\n## Change\n\n{Difference(proposal, before)}\n");
        if (proposal.Evidence is { } evidence)
        {
            text.Append("\n## Numbers\n\n");
            if (evidence.Plan is { } plan)
                text.Append(CultureInfo.InvariantCulture, $"Said before: a true effect of {plan.Effect:0.###} is found with a chance of {plan.Power:0.00} within {plan.Most} pairs, half of the time within {plan.Median}; a test looked at once needs {plan.FixedHorizon}.\n\n");
            text.Append("| part | suite | pairs | before | after | difference | interval | evidence | |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
            foreach (var (part, one) in Parts(evidence))
                text.Append(CultureInfo.InvariantCulture, $"| {part} | {one.Suite} | {one.Pairs} | {one.Before:0.000} | {one.After:0.000} | {one.Difference:+0.000;-0.000;0.000} | {one.Interval.Low:0.000} to {one.Interval.High:0.000} | {one.Value:0.##} | {one.Verdict} |\n");
            if (evidence.Code is { } code)
                text.Append(CultureInfo.InvariantCulture, $"\nBranch `{code.Branch}` on `{code.Base}`, {code.Files.Count} files.\n\n```\n{code.Output}\n```\n");
        }

        text.Append("\n## What happened\n\n");
        foreach (var step in transitions)
            text.Append(CultureInfo.InvariantCulture, $"- {step.At:yyyy-MM-dd HH:mm:ss}Z **{Words(step.To)}** by {step.By}: {step.Reason}\n");
        return text.ToString();
    }

    public static string Words(ProposalState state) => state == ProposalState.RolledBack ? "rolled back" : state.ToString().ToLowerInvariant();

    /// <summary>What was found out costs, in whatever it took.</summary>
    public static string Words(Cost cost) => string.Join(", ", ((string?[])
    [
        Say($"{cost.Seconds:0.0} s"), cost.GpuSeconds > 0 ? Say($"{cost.GpuSeconds:0.0} s of GPU") : null, cost.Tokens > 0 ? Say($"{cost.Tokens} tokens") : null, cost.Money > 0 ? Say($"{cost.Money:0.####} in money") : null,
    ]).OfType<string>());

    public static string Difference(Proposal proposal, TuningSnapshot before)
    {
        var lines = Lines(proposal, before);
        return $"```diff\n{(lines.Length > MostPatch ? $"{lines[..MostPatch]}\n…" : lines).Replace("```", "'''", StringComparison.Ordinal)}\n```";
    }

    /// <summary>What it changes, all of it, as lines of a difference.</summary>
    public static string Lines(Proposal proposal, TuningSnapshot before) => proposal.Patch?.TrimEnd() ?? string.Join('\n', proposal.Changes.EnumerateObject()
        .Select(change => before.Catalog.Find(change.Name) is { } known && before[known].ToJson().ToJsonString() is var old && old != change.Value.GetRawText()
            ? $"- {change.Name} = {old}\n+ {change.Name} = {change.Value.GetRawText()}"
            : $"+ {change.Name} = {change.Value.GetRawText()}"));

    /// <summary>A line for each part and suite that it was measured on.</summary>
    public static IEnumerable<string> Measured(Evidence evidence) =>
        Parts(evidence).Select(pair => Say($"{pair.One.Suite}, {pair.Part}: {pair.One.Before:0.000} to {pair.One.After:0.000} over {pair.One.Pairs} pairs, {pair.One.Verdict}"));

    private static IEnumerable<(string Part, Comparison One)> Parts(Evidence evidence) =>
        evidence.Open.Select(one => ("open", one)).Concat(evidence.Sealed.Select(one => ("sealed", one))).Concat(evidence.Guards.Select(one => ("guard", one)));

    private static IEnumerable<CardField> Numbers(Evidence evidence)
    {
        foreach (var (part, one) in evidence.Open.Select(one => ("open", one)).Concat(evidence.Sealed.Select(one => ("sealed", one))))
            yield return new CardField($"{one.Suite}, {part}", Say($"{one.Before:0.000} → **{one.After:0.000}** over {one.Pairs} pairs, evidence {one.Value:0.##}: {one.Verdict}"), Inline: true);
        if (evidence.Guards.Count > 0)
            yield return new CardField("Elsewhere", string.Join('\n', evidence.Guards.Select(one => Say($"{one.Suite} {one.Difference:+0.000;-0.000;0.000}"))), Inline: true);
        if (evidence.Gaming)
            yield return new CardField("Gaming", "Better where everybody can look, and not where nobody can.");
        if (evidence.Code is { } code)
            yield return new CardField("Build and tests", code.Passed ? "All passed, without network." : "Failed.", Inline: true);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
