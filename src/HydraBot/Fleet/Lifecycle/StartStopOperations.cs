using System.ComponentModel;
using System.Globalization;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Lifecycle;

/// <summary>A container that was stopped.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="ExitCode">How its process ended.</param>
/// <param name="Seconds">How long that took.</param>
internal sealed record StoppedContainer(string Container, string Id, long ExitCode, double Seconds);

/// <summary>Starts containers and stops them.</summary>
internal sealed class StartStopOperations(IContainerEngine engine, ContainerFinder finder, OwnContainer own, RestartWatch watch, TimeProvider time)
{
    private const int TimeLimit = 500;

    [Operation("container.start", Slash = "start", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = TimeLimit)]
    [Description("Starts a container that does not run and waits until it is healthy, or says why it is not")]
    public async Task<OperationResult<RestartedContainer>> StartAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var found = await finder.FindAsync(container, cancellationToken);
        if (found.IsUp || found.State == ContainerState.Restarting)
            throw new OperationException($"`{found.Name}` is {found.State.ToString().ToLowerInvariant()} already: {found.Status}.");

        progress.Report(new OperationProgress($"Starting `{found.Name}`…", 0));
        await engine.StartAsync(clearance, found.Id, cancellationToken);
        var started = await watch.UntilWellAsync(found, began, progress, cancellationToken);
        var state = started.Health == ContainerHealth.Healthy ? "healthy" : "running";
        return OperationResult.Of(started, new Card
        {
            Title = $"{found.Name} is {state}",
            Severity = CardSeverity.Good,
            Text = string.Create(CultureInfo.InvariantCulture, $"Started in {started.Seconds:0.0} s."),
            Spoken = $"{found.Name} was started and is {state}.",
        });
    }

    [Operation("container.stop", Slash = "stop", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit)]
    [Description("Stops a container; it stays stopped until somebody starts it")]
    public async Task<OperationResult<StoppedContainer>> StopAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var found = await finder.FindAsync(container, cancellationToken);
        if (found is { IsUp: false, State: not ContainerState.Restarting })
            throw new OperationException($"`{found.Name}` does not run: {found.Status}.");
        await own.SpareAsync(found, "stop", "stopping", cancellationToken);

        progress.Report(new OperationProgress($"Stopping `{found.Name}`…"));
        await engine.StopAsync(clearance, found.Id, cancellationToken);
        var detail = await engine.InspectAsync(found.Id, cancellationToken);
        var stopped = new StoppedContainer(found.Name, found.Id, detail.ExitCode, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1));
        return OperationResult.Of(stopped, new Card
        {
            Title = $"{found.Name} is stopped",
            Severity = CardSeverity.Good,
            Text = string.Create(CultureInfo.InvariantCulture, $"It ended with exit code {stopped.ExitCode} after {stopped.Seconds:0.0} s. `/start {found.Name}` brings it back."),
            Spoken = $"{found.Name} was stopped.",
        });
    }
}
