using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Emergency;

/// <summary>The stop and its release.</summary>
internal sealed class EmergencyOperations(EmergencyStop stop)
{
    [Operation(EmergencyStop.Pull, Toolset = "constitution", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Stops everything but reading, at once; it stays stopped over restarts until an Owner lifts it")]
    public async Task<OperationResult<EmergencyState>> StopAsync(
        Clearance clearance,
        [Description("Why")][MinLength(1)][MaxLength(300)] string reason = EmergencyStop.NoReason,
        CancellationToken cancellationToken = default)
    {
        var state = await stop.StopAsync(clearance, reason, cancellationToken);
        return OperationResult.Of(state, new Card
        {
            Title = "Emergency stop",
            Severity = CardSeverity.Bad,
            Text = "What was running is cancelled. Nothing but reading runs, also after a restart.",
            Fields = [.. Fields(state), new CardField("To lift it", "`/emergency resume`, approved by an Owner's own hand")],
            Spoken = $"Everything is stopped, because: {state.Reason}.",
        });
    }

    [Operation("emergency.resume", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Lifts the emergency stop, once an Owner has approved it with their own hand on Discord")]
    public async Task<OperationResult<EmergencyState>> ResumeAsync(
        Clearance clearance,
        [Description("Why it is safe again")][MaxLength(300)] string reason = "no reason given",
        CancellationToken cancellationToken = default)
    {
        if (!stop.IsStopped)
            throw new OperationException("The emergency stop is not pulled; there is nothing to lift.");
        var state = await stop.ResumeAsync(clearance, reason, cancellationToken);
        return OperationResult.Of(state, new Card
        {
            Title = "The emergency stop is lifted",
            Severity = CardSeverity.Good,
            Text = "Operations run again as the law says. What was cancelled is not started again by itself.",
            Fields = Fields(state),
            Spoken = "The emergency stop is lifted.",
        });
    }

    private static IReadOnlyList<CardField> Fields(EmergencyState state) =>
    [
        new("By", state.By, true),
        new("When", $"<t:{state.At.ToUnixTimeSeconds()}:R>", true),
        new("Why", state.Reason),
    ];
}
