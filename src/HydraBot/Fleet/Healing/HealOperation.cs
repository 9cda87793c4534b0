using System.Globalization;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Fleet.Healing;

/// <summary>Restarts one container that is not well. The law lets schedules do this and nothing beyond it, so it looks for itself whether it is called for.</summary>
internal sealed class HealOperation(
    IContainerEngine engine, ContainerFinder finder, OwnContainer own, RestartWatch watch, HealStore store, TimeProvider time)
{
    private const int TimeLimit = 500;

    [Operation("container.heal", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit)]
    [Description("Restarts a container that is unhealthy or down, and no other, and waits until it is well")]
    public async Task<OperationResult<RestartedContainer>> HealAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var found = await finder.FindAsync(container, cancellationToken);
        var detail = await engine.InspectAsync(found.Id, cancellationToken);
        if (Objection(found, detail) is { } objection)
            throw new OperationException(objection);
        await own.SpareAsync(found, "restart", "restarting", cancellationToken);

        var id = await store.BeginAsync(clearance, found.Name, cancellationToken);
        var outcome = "not well";
        try
        {
            progress.Report(new OperationProgress($"Restarting `{found.Name}`…", 0));
            await engine.RestartAsync(clearance, found.Id, cancellationToken);
            var restarted = await watch.UntilWellAsync(found, began, progress, cancellationToken);
            outcome = "well";
            return OperationResult.Of(restarted, new Card
            {
                Title = $"{found.Name} is well again",
                Severity = CardSeverity.Good,
                Text = string.Create(CultureInfo.InvariantCulture, $"Restarted in {restarted.Seconds:0.0} s."),
            });
        }
        finally
        {
            await store.EndAsync(id, outcome);
        }
    }

    private static string? Objection(Container container, ContainerDetail detail)
    {
        if (HealLabels.Says(container, HealLabels.Heal) == false)
            return $"`{container.Name}` bears the label {HealLabels.Heal}=false: it is not healed.";
        if (DataServices.Is(container, detail))
            return $"`{container.Name}` holds data: it is restarted by container.restart, with a person's word, or not at all.";
        return detail is { State: ContainerState.Running, Health: not ContainerHealth.Unhealthy } or { State: ContainerState.Paused or ContainerState.Restarting or ContainerState.Removing }
            ? $"`{container.Name}` is {detail.State.ToString().ToLowerInvariant()}{(detail.Health == ContainerHealth.None ? "" : $" and {detail.Health.ToString().ToLowerInvariant()}")}: there is nothing to heal."
            : null;
    }
}
