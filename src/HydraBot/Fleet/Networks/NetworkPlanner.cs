namespace HydraBot.Fleet.Networks;

/// <summary>Finds the steps from what is to what is wanted, and as few of them as it can: what is lawful stays.</summary>
/// <remarks>
/// A network is lawful for a unit when everybody on it may talk with it, and when it has no way out or the unit may have one. Who misses somebody meets them on a network of their
/// zone, or of the two zones, on which everybody may talk with everybody by construction. Units that no zone names are never moved, nor is anybody taken from a network that this
/// program's own container is on.
/// </remarks>
internal sealed class NetworkPlanner
{
    private readonly Topology _topology;
    private readonly Layout _layout;
    private readonly string _prefix;
    private readonly IReadOnlyList<NetworkUnit> _units;
    private readonly IReadOnlyList<NetworkUnit> _movable;
    private readonly HashSet<string> _houses;
    private readonly Dictionary<string, Network> _made = new(StringComparer.Ordinal);

    /// <summary>The networks that each unit is on in the end, those that it leaves and those that it joins.</summary>
    private readonly Dictionary<string, HashSet<string>> _on = new(StringComparer.Ordinal), _leaves = new(StringComparer.Ordinal), _joins = new(StringComparer.Ordinal);

    private NetworkPlanner(Topology topology, Layout layout, string prefix)
    {
        (_topology, _layout, _prefix) = (topology, layout, prefix);
        _units = NetworkUnit.Of(topology, layout);
        _movable = [.. _units.Where(unit => unit.IsMovable)];
        _houses = [.. _units.Where(unit => unit.IsHouse).SelectMany(unit => unit.Stack.Endpoints.Keys)];
        foreach (var unit in _units)
            (_on[unit.Id], _leaves[unit.Id], _joins[unit.Id]) = ([.. unit.Stack.Endpoints.Keys], [], []);
    }

    public static NetworkPlan Plan(Topology topology, Layout layout, string prefix)
    {
        var planner = new NetworkPlanner(topology, layout, prefix);
        planner.LeaveUnlawful();
        planner.Meet();
        planner.KeepWaysOut();
        var (steps, notes) = planner.Write();
        var (before, after) = (NetworkDifference.Of(topology, layout), NetworkDifference.Of(topology.After(steps), layout));
        // Where one of them cannot be moved, or shares its network stack with one that may not, the other leaves what is not lawful for it, and nobody can follow.
        var lost = after.Missing.Except(before.Missing).Select(contact => $"`{contact.From}` and `{contact.To}` reach each other now and should, and will not any more: one of them cannot be moved, or shares its network with one that should not.");
        return new NetworkPlan(steps, [.. lost, .. notes], after);
    }

    private void LeaveUnlawful()
    {
        foreach (var network in _topology.Networks.Values.Where(network => !_houses.Contains(network.Name)).OrderBy(network => network.Name, StringComparer.Ordinal))
        {
            var there = _units.Where(unit => _on[unit.Id].Contains(network.Name)).ToArray();
            var staying = network.IsDefaultBridge ? [] : Staying(network, there);
            foreach (var unit in there.Where(unit => unit.IsMovable && !staying.Contains(unit)))
            {
                _on[unit.Id].Remove(network.Name);
                _leaves[unit.Id].Add(network.Name);
            }
        }
    }

    /// <summary>Those for whom a network is lawful. Where not all of them may talk, whoever may not talk with the most goes, until all may.</summary>
    private static List<NetworkUnit> Staying(Network network, IReadOnlyList<NetworkUnit> there)
    {
        var staying = there.Where(unit => unit.IsMovable && (network.Internal || !unit.IsInternal)).ToList();
        if (!network.Talks)
            return staying;
        staying.RemoveAll(unit => there.Any(other => !other.IsMovable && !unit.May(other)));
        while (staying.MaxBy(Strangers) is { } worst && Strangers(worst) > 0)
            staying.Remove(worst);
        return staying;

        int Strangers(NetworkUnit unit) => staying.Count(other => !unit.May(other));
    }

    private void Meet()
    {
        foreach (var zone in _layout.Zones)
        {
            var members = _movable.Where(unit => unit.Is(zone)).ToArray();
            Join(zone.Name, zone.Internal, [.. members.Where(unit => members.Any(other => Misses(unit, other)))]);
        }

        foreach (var (first, second) in _layout.Zones.SelectMany((zone, index) => _layout.Zones.Skip(index + 1).Where(zone.Talks).Select(other => (zone, other))))
        {
            var members = _movable.Where(unit => unit.Is(first) || unit.Is(second)).ToArray();
            // Between two zones nobody needs a way out: each has its own.
            Join($"{first.Name}.{second.Name}", true, [.. members.Where(unit => members.Any(other => Misses(unit, other) && Crosses(unit, other, first, second)))]);
        }
    }

    private static bool Crosses(NetworkUnit one, NetworkUnit other, Zone first, Zone second) => (one.Is(first) && other.Is(second)) || (one.Is(second) && other.Is(first));

    private bool Misses(NetworkUnit one, NetworkUnit other) =>
        one.Id != other.Id && !_on[one.Id].Any(network => _on[other.Id].Contains(network) && Find(network) is { Talks: true });

    private void KeepWaysOut()
    {
        foreach (var unit in _movable.Where(unit => !unit.IsInternal && _leaves[unit.Id].Any(LeadsOut)))
        {
            var zone = unit.Zones.First(own => !own.Internal);
            if (!_on[unit.Id].Any(LeadsOut))
                Join(zone.Name, false, [unit]);
            else if (unit.Stack.Published.Count > 0 && !_joins[unit.Id].Any(LeadsOut))
                Rejoin(unit, _on[unit.Id].Where(LeadsOut).Order(StringComparer.Ordinal).First());
        }
    }

    /// <summary>The engine publishes ports on the first network with a way out that a container is connected to, and on another only when it is connected to that anew.</summary>
    private void Rejoin(NetworkUnit unit, string network)
    {
        if (_houses.Contains(network))
            return;
        _leaves[unit.Id].Add(network);
        _joins[unit.Id].Add(network);
    }

    private void Join(string name, bool isInternal, IReadOnlyList<NetworkUnit> units)
    {
        if (units.Count == 0)
            return;
        var network = Choose($"{_prefix}-{name}", isInternal, units);
        foreach (var unit in units.Where(unit => _on[unit.Id].Add(network)))
            _joins[unit.Id].Add(network);
    }

    /// <summary>A network of this name that fits, or one that is to be made; a name that stands for something else gets a number.</summary>
    private string Choose(string wanted, bool isInternal, IReadOnlyList<NetworkUnit> units)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? wanted : $"{wanted}-{number}";
            if (Find(name) is not { } network)
            {
                _made[name] = new Network(name, "bridge", isInternal);
                return name;
            }

            if (network is { Driver: "bridge", Talks: true } && network.Internal == isInternal && units.All(unit => Fits(network, unit)))
                return name;
        }
    }

    private bool Fits(Network network, NetworkUnit unit) => !_leaves[unit.Id].Contains(network.Name)
        && _units.All(other => other.Id == unit.Id || !_on[other.Id].Contains(network.Name) || unit.May(other) || (other.IsHouse && other.Zones.Count == 0));

    private Network? Find(string name) => _made.GetValueOrDefault(name) ?? _topology.Networks.GetValueOrDefault(name);

    private bool LeadsOut(string name) => Find(name) is { LeadsOut: true };

    private (IReadOnlyList<NetworkStep> Steps, IReadOnlyList<string> Notes) Write()
    {
        var names = new NetworkNames(_units, _on);
        var steps = _made.Values.Select(network => new NetworkStep(StepKind.Create, network.Name) { Internal = network.Internal }).ToList();
        var changed = _movable.Where(unit => _leaves[unit.Id].Count + _joins[unit.Id].Count > 0).ToArray();
        // First everybody meets on the new networks, and only then does anybody leave an old one; ports, though, move when there is no other place for them.
        var moving = changed.Where(unit => unit.Stack.Published.Count > 0 && _leaves[unit.Id].Any(LeadsOut)).ToArray();
        foreach (var unit in changed.Except(moving))
            steps.AddRange(Joins(unit, names));
        foreach (var unit in moving)
            steps.AddRange([.. Leaves(unit), .. Joins(unit, names)]);
        foreach (var unit in changed.Except(moving))
            steps.AddRange(Leaves(unit));
        return (steps, [.. moving.Select(Ports).OfType<string>(), .. names.Notes]);
    }

    private IEnumerable<NetworkStep> Joins(NetworkUnit unit, NetworkNames names) => _joins[unit.Id].Order(StringComparer.Ordinal).Select(network => new NetworkStep(StepKind.Join, network)
    {
        ContainerId = unit.Id,
        Container = unit.Stack.Name,
        Endpoint = unit.Stack.Endpoints.GetValueOrDefault(network) ?? new Endpoint(network) { Aliases = names.On(network, unit) },
    });

    private IEnumerable<NetworkStep> Leaves(NetworkUnit unit) => _leaves[unit.Id].Order(StringComparer.Ordinal).Select(network => new NetworkStep(StepKind.Leave, network)
    {
        ContainerId = unit.Id,
        Container = unit.Stack.Name,
        Endpoint = unit.Stack.Endpoints[network],
    });

    private string? Ports(NetworkUnit unit)
    {
        var ports = string.Join(", ", unit.Stack.Published.Select(port => port.Number).Distinct().Order());
        return _on[unit.Id].Any(LeadsOut)
            ? $"Port {ports} of `{unit.Stack.Name}` is away for a moment while it moves."
            : $"Port {ports} of `{unit.Stack.Name}` is not published any more: its zone has no way out, and so no way in.";
    }
}
