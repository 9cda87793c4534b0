namespace HydraBot.Fleet.Networks;

/// <summary>The wanted layout, over the containers that are there.</summary>
internal sealed class Layout
{
    private readonly Dictionary<string, IReadOnlyList<Zone>> _zones = new(StringComparer.Ordinal);

    public Layout(NetworkOptions options, Topology topology)
    {
        Zones = [.. options.Zones.Select(zone => new Zone(zone.Key, zone.Value)).OrderBy(zone => zone.Name, StringComparer.Ordinal)];
        var reachability = new Reachability(topology);
        foreach (var container in topology.Containers)
        {
            var own = Zones.Where(zone => zone.Holds(container)).ToArray();
            // Whoever lives in another's network stack and is named by no zone belongs to that one's.
            _zones[container.Id] = own.Length > 0 ? own : [.. Zones.Where(zone => zone.Holds(reachability.StackOf(container)))];
        }
    }

    /// <summary>All zones, by name.</summary>
    public IReadOnlyList<Zone> Zones { get; }

    /// <summary>The zones that a container is in; none where it is unassigned.</summary>
    public IReadOnlyList<Zone> Of(NetworkedContainer container) => _zones.GetValueOrDefault(container.Id, []);

    /// <summary>The container that this program runs in reaches the engine anyhow: where no zone names it, it is not judged.</summary>
    public bool IsJudged(NetworkedContainer container) => !container.IsHouse || Of(container).Count > 0;

    public bool May(NetworkedContainer one, NetworkedContainer other) => May(Of(one), Of(other));

    public static bool May(IReadOnlyList<Zone> one, IReadOnlyList<Zone> other) => one.Any(zone => other.Any(zone.Talks));

    /// <summary>True when none of its zones has a way out.</summary>
    public static bool IsInternal(IReadOnlyList<Zone> zones) => zones.Count > 0 && zones.All(zone => zone.Internal);
}
