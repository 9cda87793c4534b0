using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Plans.Working;

/// <summary>Holds what a model says of its work against what the record shows: a claim alone ticks nothing.</summary>
internal static partial class GoalVerdict
{
    public static (PlanItemState State, string Told) Of(string answer, IReadOnlyList<RecordedCall> calls)
    {
        // Of each operation with an effect, the last try counts: a mended mistake is none.
        var undone = calls.Where(call => call.Effect != OperationEffect.Read).GroupBy(call => call.Operation).Select(tries => tries.Last()).Where(call => call.State != "done").ToArray();
        var last = Line().Matches(answer).LastOrDefault();
        var said = last is null ? answer.Trim() : last.Groups["said"].Value.Trim();
        return last?.Groups["verdict"].Value.ToUpperInvariant() switch
        {
            "DONE" when undone.Length == 0 => (PlanItemState.Done, said),
            "DONE" => (PlanItemState.Unsure, $"The model says that it is done; the record says: {string.Join("; ", undone.AsEnumerable())}."),
            "FAILED" when undone.Length > 0 && undone.All(call => call.State == "refused") => (PlanItemState.Refused, $"{said} ({string.Join("; ", undone.AsEnumerable())})"),
            "FAILED" => (PlanItemState.Failed, said),
            _ => (PlanItemState.Unsure, $"The model did not say whether it is done: {said}"),
        };
    }

    [GeneratedRegex(@"^[\s*_>#-]*(?<verdict>DONE|FAILED)[\s*_]*(?::|\.|-|—|$)[\s*_]*(?<said>.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
