namespace HydraBot.Fleet.Networks;

/// <summary>Containers that share one network stack, which is connected and disconnected as one.</summary>
/// <param name="Stack">The one whose stack it is.</param>
/// <param name="Zones">Those that all of them are in: of two opinions the stricter counts.</param>
/// <param name="IsHouse">True when this program is among them.</param>
internal sealed record NetworkUnit(NetworkedContainer Stack, IReadOnlyList<Zone> Zones, bool IsHouse)
{
    public string Id => Stack.Id;

    /// <summary>True when a plan may connect and disconnect it.</summary>
    public bool IsMovable => Stack.Mode == NetworkMode.Own && Zones.Count > 0 && !IsHouse;

    public bool IsInternal => Layout.IsInternal(Zones);

    public bool May(NetworkUnit other) => Layout.May(Zones, other.Zones);

    public bool Is(Zone zone) => Zones.Any(own => own.Name == zone.Name);

    public static IReadOnlyList<NetworkUnit> Of(Topology topology, Layout layout)
    {
        var reachability = new Reachability(topology);
        return
        [
            .. topology.Containers.GroupBy(container => reachability.StackOf(container).Id, StringComparer.Ordinal)
                .Select(members => new NetworkUnit(
                    reachability.StackOf(members.First()),
                    [.. layout.Zones.Where(zone => members.All(member => layout.Of(member).Any(own => own.Name == zone.Name)))],
                    members.Any(member => member.IsHouse)))
                .OrderBy(unit => unit.Stack.Name, StringComparer.Ordinal),
        ];
    }
}
