using System.ComponentModel;
using System.Globalization;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Restarting;

/// <summary>Restarts a container and stays with it until it is well.</summary>
internal sealed class RestartContainerOperation(
    IContainerEngine engine, ContainerFinder finder, OwnContainer own, RestartWatch watch, TimeProvider time)
{
    /// <summary>Above the sum of the longest restart and the longest wait that the options allow.</summary>
    private const int TimeLimit = 500;

    [Operation("container.restart", Slash = "restart", Toolset = "fleet", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit)]
    [Description("Restarts a container and waits until it is healthy, or says why it is not")]
    public async Task<OperationResult<RestartedContainer>> RestartAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var found = await finder.FindAsync(container, cancellationToken);
        await own.SpareAsync(found, "restart", "restarting", cancellationToken);
        progress.Report(new OperationProgress($"Restarting `{found.Name}`…", 0));
        await engine.RestartAsync(clearance, found.Id, cancellationToken);
        var restarted = await watch.UntilWellAsync(found, began, progress, cancellationToken);
        return OperationResult.Of(restarted, Draw(restarted));
    }

    private static Card Draw(RestartedContainer restarted)
    {
        var state = restarted.Health == ContainerHealth.Healthy ? "healthy" : "running";
        return new Card
        {
            Title = $"{restarted.Container} is {state} again",
            Severity = CardSeverity.Good,
            Text = string.Create(CultureInfo.InvariantCulture, $"Restarted in {restarted.Seconds:0.0} s.")
                + (restarted.Health == ContainerHealth.None ? " It has no healthcheck, so running steadily is all that can be told." : ""),
            Spoken = $"{restarted.Container} was restarted and is {state}.",
        };
    }
}
