using HydraBot.Fleet.Alerts;

namespace HydraBot.Fleet.Networks;

/// <summary>Speaks of plans of which a part may be in force, until somebody goes on with them or takes them back.</summary>
internal sealed class UnfinishedPlans(NetworkPlanStore store, AlertDesk alerts)
{
    /// <summary>Raises an alert for each; while none is being applied.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var plan in await store.BegunAsync(cancellationToken))
        {
            await alerts.RaiseAsync(
                new AlertSignal(
                    KeyOf(plan.Number), "networks", "Networks", AlertSeverity.Critical, $"Network plan {plan.Number} was cut off",
                    $"{plan.Begun} of its {plan.Steps.Count} steps were begun, and a part of them may be in force. `/network resume {plan.Number}` goes on with it, `/network undo {plan.Number}` takes it back; until then no other plan is applied."),
                cancellationToken);
        }
    }

    public Task EndAsync(long number, string how) => alerts.ClearAsync(KeyOf(number), how, CancellationToken.None);

    private static string KeyOf(long number) => $"network-plan:{number}";
}
