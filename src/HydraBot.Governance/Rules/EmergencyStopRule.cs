using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Rules;

/// <summary>While the stop is pulled, only reading and the stop's own handles pass.</summary>
internal sealed class EmergencyStopRule(EmergencyStop stop) : RoadRule
{
    public override string Name => "emergency-stop";

    public override RuleAnswer Judge(Operation operation, OperationRequest request) =>
        stop.State is { Stopped: true } state && !EmergencyStop.Exempts(operation)
            ? Refuse(RefusalKind.Stopped, [],
                $"Emergency stop: pulled by {state.By} at {state.At:yyyy-MM-dd HH:mm} UTC ({state.Reason}). "
                + "An Owner lifts it with /emergency resume on Discord.")
            : new RuleAnswer.Pass([]);
}
