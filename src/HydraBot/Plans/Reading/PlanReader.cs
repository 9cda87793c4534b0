using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Plans.Reading;

/// <summary>Reads the items of a plan and holds each to what can be worked on, before any of them begins.</summary>
internal sealed class PlanReader(OperationCatalog catalog, PlanFolders folders, SecretMask mask, IOptions<PlansOptions> options)
{
    private const int LongestItem = 2_000, ProblemsTold = 5;

    /// <summary>Goals that were typed, one a line.</summary>
    /// <exception cref="OperationException">There are none, too many, or some that cannot be worked on.</exception>
    public IReadOnlyList<PlanItem> Read(string goals) =>
        Check([.. GoalText.Read(goals).Select((text, index) => new PlanItem { Place = index + 1, Text = text })], "'goals' holds no goal that is open; allowed is one a line");

    /// <summary>The open boxes of a file.</summary>
    /// <returns>Its full path and its items.</returns>
    /// <exception cref="OperationException">It may not be named, or its items cannot be worked on.</exception>
    public async Task<(string Path, IReadOnlyList<PlanItem> Items)> ReadFileAsync(string name, CancellationToken cancellationToken)
    {
        var path = folders.Find(name.Trim());
        var boxes = await PlanFolders.ReadAsync(path, cancellationToken);
        return (path, Check(
            [.. boxes.Where(box => !box.Done).Select((box, index) => new PlanItem { Place = index + 1, Text = box.Text, Line = box.Line })],
            $"'file' is '{name}'; it holds no open box, which is written '- [ ] what to do'"));
    }

    private PlanItem[] Check(IReadOnlyList<PlanItem> items, string none)
    {
        if (items.Count == 0)
            throw OperationException.WrongArguments([$"{none}."]);
        if (items.Count > options.Value.Items)
            throw OperationException.WrongArguments([$"The plan has {items.Count} items; allowed are at most {options.Value.Items} (Plans:Items)."]);
        var problems = new List<string>();
        PlanItem[] read = [.. items.Select(item => Call(item, problems))];
        if (problems.Count > ProblemsTold)
            problems = [.. problems.Take(ProblemsTold), $"And {problems.Count - ProblemsTold} more."];
        return problems.Count == 0 ? read : throw OperationException.WrongArguments([.. problems]);
    }

    private PlanItem Call(PlanItem item, List<string> problems)
    {
        var called = PlanCall.Read(catalog, item.Text, out var problem);
        problem ??= item.Text switch
        {
            { Length: > LongestItem } => $"It has {item.Text.Length} characters; allowed are {LongestItem}.",
            _ when item.Text.Any(char.IsControl) && item.Text.Any(c => char.IsControl(c) && c != '\t') => "It holds a control character.",
            _ when mask.Apply(item.Text) != item.Text => "It seems to hold a secret; what a plan says is stored and told.",
            _ => null,
        };
        if (problem is not null)
            problems.Add($"Item {item.Place}: {problem}");
        return called is var (operation, arguments) ? item with { Operation = operation.Name, Arguments = arguments.GetRawText() } : item;
    }
}
