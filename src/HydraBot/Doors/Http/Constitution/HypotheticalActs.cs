using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Law.Constitution;

namespace HydraBot.Doors.Http.Constitution;

/// <summary>Judges acts that nobody asked for yet, as the road would if an agent asked. In doubt the answer is no.</summary>
internal sealed class HypotheticalActs(OperationCatalog catalog, LawJudge judge, EmergencyStop stop)
{
    public CheckAnswer Judge(string name, JsonElement arguments)
    {
        if (!catalog.TryFind(name, out var operation))
            return GeneralAct.Find(name) is { } act ? Judge(act, arguments) : Deny($"There is no operation '{name}', so no article allows it.");
        if (ArgumentCheck.Problems(operation.Schema, arguments) is { Count: > 0 } problems)
            return Deny([.. problems]);
        return stop.State is { Stopped: true } state && !EmergencyStop.Exempts(operation)
            ? Stopped(state)
            : Answer(judge.Judge(operation, CallerKind.Model, arguments));
    }

    private CheckAnswer Judge(GeneralAct act, JsonElement arguments)
    {
        if (!arguments.TryGetProperty(act.Arguments[0], out _))
            return Deny($"{act.Name} cannot be judged without '{act.Arguments[0]}'; its arguments are {string.Join(", ", act.Arguments)}.");
        foreach (var name in act.Arguments)
        {
            if (arguments.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                return Deny($"{act.Name} cannot be judged: '{name}' is text.");
        }

        return stop.State is { Stopped: true } state ? Stopped(state) : Answer(judge.Judge(act.Name, act.Effect, null, CallerKind.Model, arguments));
    }

    private static CheckAnswer Answer(Verdict verdict) => new(verdict.Decision, verdict.Articles, verdict.Reasons);

    private static CheckAnswer Stopped(EmergencyState state) => Deny($"The emergency stop is pulled by {state.By} ({state.Reason}): nothing but reading runs.");

    private static CheckAnswer Deny(params IReadOnlyList<string> reasons) => new(Decision.Deny, [], reasons);
}
