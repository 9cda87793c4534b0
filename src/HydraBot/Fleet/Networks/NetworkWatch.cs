using Docker.DotNet.Models;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Networks;

/// <summary>A container that was well before its network changed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartedAt">When it was started; another time means that it ended in between.</param>
/// <param name="Healthy">True when its healthcheck said so; false where it has none, or it said nothing good.</param>
/// <param name="Ports">How many ports led into it.</param>
internal sealed record WatchedContainer(string Id, string Name, string StartedAt, bool Healthy, int Ports);

/// <summary>Watches whether what was well stays well.</summary>
internal sealed class NetworkWatch(NetworkEngine engine, IOptions<NetworkOptions> options, TimeProvider time)
{
    private const int CheckText = 300, AtOnce = 8;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>A program that does not bear its network ends within this.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);

    /// <summary>All that run of those that a zone names.</summary>
    public async Task<IReadOnlyList<WatchedContainer>> BeginAsync(Topology topology, Layout layout, CancellationToken cancellationToken)
    {
        var watched = new List<WatchedContainer>();
        foreach (var container in topology.Containers.Where(container => container.IsRunning && layout.Of(container).Count > 0))
        {
            if (await engine.FindAsync(container.Id, cancellationToken) is { State: { Running: true } state } inspected)
                watched.Add(new WatchedContainer(container.Id, container.Name, state.StartedAt ?? "", state.Health?.Status == "healthy", PortsOf(inspected)));
        }

        return watched;
    }

    /// <summary>Stays until each of them runs steadily, and each that was healthy has passed a check that began afterwards.</summary>
    /// <param name="watched">Who.</param>
    /// <param name="closed">Ids of those that lose their published ports by intent.</param>
    /// <param name="progress">Told whom it waits for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationException">One of them is not well; the message says which and why.</exception>
    public async Task SettleAsync(IReadOnlyList<WatchedContainer> watched, IReadOnlySet<string> closed, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var (began, clock) = (time.GetTimestamp(), await engine.ClockAsync(cancellationToken));
        var waiting = watched;
        while (true)
        {
            var late = time.GetElapsedTime(began) >= options.Value.Settle;
            waiting = await LookAsync(waiting, closed, clock, late, cancellationToken);
            var isSteady = time.GetElapsedTime(began) >= Steady;
            if (isSteady && (waiting.Count == 0 || late))
            {
                // Those that passed first had the longest time to fall over since.
                await LookAsync(watched, closed, clock, late: false, cancellationToken);
                return;
            }

            progress.Report(new OperationProgress(waiting.Count == 0 ? "Watching whether all run steadily…" : $"Waiting for the next healthcheck of `{waiting[0].Name}`{(waiting.Count > 1 ? $" and {waiting.Count - 1} more" : "")}…"));
            await Task.Delay(Pace, time, cancellationToken);
        }
    }

    /// <summary>Those of which it is not known yet whether they are well.</summary>
    private async Task<IReadOnlyList<WatchedContainer>> LookAsync(IReadOnlyList<WatchedContainer> watched, IReadOnlySet<string> closed, DateTime clock, bool late, CancellationToken cancellationToken)
    {
        var open = new bool[watched.Count];
        await Parallel.ForAsync(0, watched.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, token) =>
        {
            var container = watched[index];
            var inspected = await engine.FindAsync(container.Id, token);
            if (inspected is { State: { } state })
                open[index] = container.Healthy && !HasPassed(state.Health, clock);
            if (Trouble(container, inspected, open[index] && late, closed) is { } trouble)
                throw new OperationException($"`{container.Name}` {trouble}");
        });
        return [.. watched.Where((_, index) => open[index])];
    }

    private static string? Trouble(WatchedContainer before, ContainerInspectResponse? now, bool isTooLate, IReadOnlySet<string> closed) => now switch
    {
        null => "was removed meanwhile",
        { State: not { Running: true } } => $"ended (exit code {now.State?.ExitCode})",
        _ when now.State.StartedAt != before.StartedAt => "ended and was started again",
        _ when before.Healthy && now.State.Health?.Status == "unhealthy" => $"is not healthy any more{Said(now)}",
        // Not tried within the time: its check says nothing bad. Tried and failed: it does.
        _ when isTooLate && now.State.Health?.FailingStreak > 0 => $"did not pass its healthcheck in time{Said(now)}",
        _ when !closed.Contains(before.Id) && PortsOf(now) < before.Ports => "lost a published port",
        _ => null,
    };

    private static bool HasPassed(Health? health, DateTime clock) => health?.Log?.LastOrDefault() is { ExitCode: 0 } last && last.Start.ToUniversalTime() > clock;

    private static string Said(ContainerInspectResponse inspected) => inspected.State?.Health?.Log?.LastOrDefault()?.Output?.Trim() switch
    {
        null or "" => "",
        { Length: > CheckText } text => $"; its check says: {text[..CheckText]}…",
        var text => $"; its check says: {text}",
    };

    private static int PortsOf(ContainerInspectResponse inspected) => (inspected.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>()).Sum(port => port.Value?.Count ?? 0);
}
