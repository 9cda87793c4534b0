using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Healing;

/// <summary>One look at all containers: who is sick, who is well again, and whose turn it is.</summary>
internal sealed class HealRound(
    IContainerEngine engine, ContainerFates fates, HealStore store, Treatment treatment, AlertDesk alerts, IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>For the engine to say that an end was a stop, which it does after the end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Looks in a row at which a container is between two starts, before that is called a loop.</summary>
    private const int LoopAfter = 3;

    private readonly Dictionary<string, HealCase> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _restarting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenRunning = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _silentLooks = new(StringComparer.Ordinal);

    private HealOptions Options => options.Value.Heal;

    /// <returns>After how long another look is worth it.</returns>
    public async Task<TimeSpan> MakeAsync(CancellationToken cancellationToken)
    {
        var sight = await engine.SeeAsync(null, cancellationToken);
        await TellOfEnginesAsync(sight, cancellationToken);
        var containers = sight.Containers;
        var sick = await ExamineAsync(containers, cancellationToken);
        await CloseAsync(sight, sick, cancellationToken);
        await WatchLoopsAsync(containers, cancellationToken);
        Remember(sight);
        return sick.Count == 0 ? Options.Interval : await TreatAsync(containers, sick, cancellationToken);
    }

    /// <summary>Waits for restarts that are under way; they end by the token that they were begun with.</summary>
    public Task EndAsync() => Task.WhenAll(_cases.Values.Select(one => one.Treatment).OfType<Task>());

    /// <summary>An engine that misses one look may be busy; at two it is told.</summary>
    private async Task TellOfEnginesAsync(FleetSight sight, CancellationToken cancellationToken)
    {
        foreach (var silent in sight.Silent)
        {
            var looks = _silentLooks[silent.Key] = _silentLooks.GetValueOrDefault(silent.Key) + 1;
            if (looks == 2)
                await alerts.RaiseAsync(new AlertSignal(silent.Key, "healing", "Engine", AlertSeverity.Critical, silent.Host is null ? "The container engine does not answer" : $"The container engine of {silent.Name} does not answer", silent.Reason), cancellationToken);
        }

        foreach (var back in _silentLooks.Keys.Except(sight.Silent.Select(silent => silent.Key)).ToArray())
        {
            _silentLooks.Remove(back);
            await alerts.ClearAsync(back, "The container engine answers again.", cancellationToken);
        }
    }

    private async Task<List<Sickness>> ExamineAsync(IReadOnlyList<Container> containers, CancellationToken cancellationToken)
    {
        var sick = new List<Sickness>();
        foreach (var container in containers.Where(container => Diagnosis.IsSuspect(container) && Wildcard.Fits(Options.Containers, container.Name)))
        {
            var (fate, seen) = (fates.Of(container.Id), _seenRunning.Contains(container.Id));
            // What was stopped before our time is most of what does not run: no question is asked about it.
            if (container.State == ContainerState.Exited && (fate == Fate.Stopped || (fate == Fate.Unknown && !seen)))
                continue;
            try
            {
                var detail = await engine.InspectAsync(container.Id, cancellationToken);
                if (Diagnosis.IsSick(container, detail, fate, seen))
                    sick.Add(new Sickness(container, detail));
            }
            catch (OperationException)
            {
                // It was removed between the two questions, or the engine went away; the next round sees which.
            }
        }

        return sick;
    }

    /// <summary>Ends the cases of those that are well again, by our hand or without it, and of those that are gone.</summary>
    private async Task CloseAsync(FleetSight sight, List<Sickness> sick, CancellationToken cancellationToken)
    {
        foreach (var one in _cases.Values.Where(one => !one.IsTreated && !sight.Misses(one.Id) && !sick.Any(sickness => sickness.Container.Id == one.Id)).ToArray())
        {
            var container = sight.Containers.FirstOrDefault(container => container.Id == one.Id);
            if (container is { State: ContainerState.Running, Health: ContainerHealth.Starting } or { State: ContainerState.Restarting })
                continue;
            _cases.Remove(one.Id);
            await alerts.ClearAsync(
                one.Key,
                container switch
                {
                    null => "The container was removed.",
                    { State: ContainerState.Running } => "It is well again.",
                    _ => "It was stopped by somebody.",
                },
                cancellationToken);
        }
    }

    /// <summary>The engine's own restarts are its business, but somebody should know when they do not help.</summary>
    private async Task WatchLoopsAsync(IReadOnlyList<Container> containers, CancellationToken cancellationToken)
    {
        foreach (var container in containers.Where(container => Wildcard.Fits(Options.Containers, container.Name) && HealLabels.Says(container, HealLabels.Heal) != false))
        {
            var key = $"loop:{container.Name}";
            if (container.State == ContainerState.Restarting)
            {
                var looks = _restarting[container.Id] = _restarting.GetValueOrDefault(container.Id) + 1;
                if (looks == LoopAfter)
                {
                    await alerts.RaiseAsync(
                        new AlertSignal(key, "healing", "Containers", AlertSeverity.Critical, $"`{container.Name}` ends and is started by its restart policy, again and again", await treatment.LastLinesAsync(container, cancellationToken)),
                        cancellationToken);
                }
            }
            else if (container is { State: ContainerState.Running, Health: ContainerHealth.Starting })
            {
                continue;
            }
            else if (_restarting.Remove(container.Id, out var looks) && looks >= LoopAfter)
            {
                await alerts.ClearAsync(key, container.IsUp ? "It runs." : "It is stopped.", cancellationToken);
            }
        }
    }

    private void Remember(FleetSight sight)
    {
        var there = sight.Containers.Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        _seenRunning.RemoveWhere(id => !there.Contains(id) && !sight.Misses(id));
        _seenRunning.UnionWith(sight.Containers.Where(container => container.State == ContainerState.Running).Select(container => container.Id));
        foreach (var gone in _restarting.Keys.Where(id => !there.Contains(id) && !sight.Misses(id)).ToArray())
            _restarting.Remove(gone);
    }

    private async Task<TimeSpan> TreatAsync(IReadOnlyList<Container> containers, List<Sickness> sick, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = await store.SinceAsync(now - Hour, cancellationToken);
        var all = before.Sum(container => container.Count());
        var soon = Options.Interval;
        foreach (var sickness in sick)
        {
            var name = sickness.Container.Name;
            if (!_cases.TryGetValue(sickness.Container.Id, out var one))
                _cases[sickness.Container.Id] = one = new HealCase(sickness.Container.Id, name, now);
            one.Look(now);
            if (one.IsTreated || Options.Maintenance.Any(window => window.Covers(name, now)))
                continue;
            if (one.GivenUpAt is { } start && start == sickness.Detail.StartedAt)
                continue;
            if (one.GivenUpAt is not null)
                (one.GivenUpAt, one.Failures) = (null, 0);

            var heals = before[name].ToArray();
            var due = HealPace.Next(heals, now, Options);
            var ready = new[] { one.Since + Grace, one.NotBefore, due }.Max();
            if (sickness.Container.State != ContainerState.Running && now < one.Since + Grace)
                soon = Shorter(soon, Grace);
            else if (Dependency(sickness, sick, containers) is { } needed)
                await treatment.SayAsync(one, AlertSeverity.Warning, sickness, $"It waits for `{needed}`, which it depends on.", cancellationToken);
            else if (DataServices.Is(sickness.Container, sickness.Detail))
                await treatment.AskAsync(one, sickness, cancellationToken);
            else if (HealPace.IsSpent(heals.Length, all, Options))
                await treatment.SayAsync(one, AlertSeverity.Critical, sickness, $"It was restarted {heals.Length} times within an hour (of {all} in all), which is as often as is allowed. It is left to people.", cancellationToken);
            else if (now < ready)
                soon = Shorter(soon, ready - now);
            else
                one.Treatment = treatment.HealAsync(one, sickness, cancellationToken);
        }

        return soon;
    }

    /// <summary>What this one depends on and is not well yet; null when nothing stands in its way, a circle neither.</summary>
    private static string? Dependency(Sickness sickness, List<Sickness> sick, IReadOnlyList<Container> all) => HealLabels.DependenciesOf(sickness.Container, all)
        .FirstOrDefault(other => (other.Health == ContainerHealth.Starting || sick.Any(one => one.Container.Id == other.Id))
            && !HealLabels.DependenciesOf(other, all).Any(further => further.Id == sickness.Container.Id))?.Name;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => other < one ? (other > TimeSpan.Zero ? other : TimeSpan.FromMilliseconds(100)) : one;
}
