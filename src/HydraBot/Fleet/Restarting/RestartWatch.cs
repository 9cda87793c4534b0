using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Logs;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Restarting;

/// <summary>Watches a container that was just started until it is well, or it is plain why it is not.</summary>
internal sealed class RestartWatch(IContainerEngine engine, LogReader logs, IOptions<FleetOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>Without a healthcheck, a process that has lived this long has got past its start.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);

    private const int LogLines = 10, LogText = 700, CheckText = 300;

    /// <param name="container">Which.</param>
    /// <param name="since">When the work on it began, as a timestamp of the clock.</param>
    /// <param name="progress">Told how it is meanwhile.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The container once it is well.</returns>
    /// <exception cref="OperationException">It is not; the message says why, with its last lines.</exception>
    public async Task<RestartedContainer> UntilWellAsync(Container container, long since, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var limit = options.Value.RestartTimeout;
        var began = time.GetTimestamp();
        var first = await engine.InspectAsync(container.Id, cancellationToken);
        for (var detail = first; ; detail = await engine.InspectAsync(container.Id, cancellationToken))
        {
            var elapsed = time.GetElapsedTime(began);
            if (Trouble(first, detail) is { } trouble)
                throw await ExplainAsync(container, trouble, cancellationToken);
            if (IsWell(detail, elapsed))
                return new RestartedContainer(container.Name, container.Id, detail.Health, Math.Round(time.GetElapsedTime(since).TotalSeconds, 1));
            if (elapsed >= limit)
                throw await ExplainAsync(container, $"is still {Word(detail)} after {limit.TotalSeconds:0} s{LastCheck(detail)}", cancellationToken);

            progress.Report(new OperationProgress($"`{container.Name}` runs; waiting until it is {(detail.HasHealthcheck ? "healthy" : "steady")}…", Fraction(detail, elapsed, limit)));
            await Task.Delay(Pace, time, cancellationToken);
        }
    }

    private static bool IsWell(ContainerDetail detail, TimeSpan elapsed) => detail.State == ContainerState.Running
        && (detail.HasHealthcheck ? detail.Health == ContainerHealth.Healthy : elapsed >= Steady);

    private static string? Trouble(ContainerDetail first, ContainerDetail now) => now switch
    {
        { Error: { } error } => $"could not be started: {error}",
        { State: ContainerState.Exited or ContainerState.Dead } => $"started and ended again ({Ending(now)})",
        { State: ContainerState.Restarting } => $"starts and ends again and again ({Ending(now)})",
        _ when now.StartedAt != first.StartedAt => "ended and was started again by its restart policy",
        { Health: ContainerHealth.Unhealthy } => $"runs but is unhealthy{LastCheck(now)}",
        _ => null,
    };

    private static string Ending(ContainerDetail detail) => detail.OutOfMemory
        ? $"exit code {detail.ExitCode}, out of memory"
        : $"exit code {detail.ExitCode}";

    private static string LastCheck(ContainerDetail detail) => detail.LastCheck switch
    {
        null => "",
        "" => "; its check printed nothing",
        { Length: > CheckText } said => $"; its check says: {said[..CheckText]}…",
        var said => $"; its check says: {said}",
    };

    private static string Word(ContainerDetail detail) =>
        (detail.HasHealthcheck ? detail.Health.ToString() : detail.State.ToString()).ToLowerInvariant();

    private static double Fraction(ContainerDetail detail, TimeSpan elapsed, TimeSpan limit) =>
        Math.Clamp(elapsed / (detail.HasHealthcheck ? limit : Steady), 0, 1);

    private async Task<OperationException> ExplainAsync(Container container, string trouble, CancellationToken cancellationToken)
    {
        var last = await logs.ReadAsync(container, LogLines, null, cancellationToken);
        var wrote = last.Text.Length == 0 ? "It wrote nothing." : $"Its last lines:\n{LogBlock.Tail(last.Text, LogText)}";
        return new OperationException($"`{container.Name}` was restarted, but {trouble}.\n{wrote}");
    }
}
