namespace HydraBot.Fleet.Networks;

/// <summary>Two containers, and how the first gets to the second.</summary>
/// <param name="From">Who opens the connection; where the way leads both to and fro, the first by name.</param>
/// <param name="To">To whom.</param>
/// <param name="Way">How; null where there is none.</param>
internal sealed record Contact(string From, string To, Way? Way);

/// <summary>A network with a way out, and a container on it that should have none.</summary>
internal sealed record Opening(string Container, string Network);

/// <summary>What is not as it is wanted.</summary>
/// <param name="Wrong">Who reaches whom and should not.</param>
/// <param name="Missing">Who should reach each other and cannot.</param>
/// <param name="Openings">Who has a way out and should not.</param>
/// <param name="OnDefaultBridge">Containers of a zone on the engine's default bridge, where they know nobody's name.</param>
/// <param name="Unassigned">Containers that no zone names.</param>
internal sealed record NetworkDifference(
    IReadOnlyList<Contact> Wrong, IReadOnlyList<Contact> Missing, IReadOnlyList<Opening> Openings, IReadOnlyList<string> OnDefaultBridge, IReadOnlyList<string> Unassigned)
{
    /// <summary>True when everything that a zone names is as it is wanted.</summary>
    public bool IsNone => Wrong.Count + Missing.Count + Openings.Count + OnDefaultBridge.Count == 0;

    public static NetworkDifference Of(Topology topology, Layout layout)
    {
        if (layout.Zones.Count == 0)
            return new NetworkDifference([], [], [], [], []);
        var reachability = new Reachability(topology);
        var judged = topology.Containers.Where(layout.IsJudged).OrderBy(container => container.Name, StringComparer.Ordinal).ToArray();
        var (wrong, missing) = (new List<Contact>(), new List<Contact>());
        for (var first = 0; first < judged.Length; first++)
        {
            for (var second = first + 1; second < judged.Length; second++)
            {
                var (one, other) = (judged[first], judged[second]);
                if (layout.Of(one).Count + layout.Of(other).Count > 0)
                    Judge(reachability, layout, one, other, wrong, missing);
            }
        }

        var assigned = judged.Where(container => layout.Of(container).Count > 0).ToArray();
        return new NetworkDifference(
            wrong,
            missing,
            [.. assigned.Where(container => Layout.IsInternal(layout.Of(container))).SelectMany(container => OpeningsOf(topology, reachability, container))],
            [.. assigned.Where(container => reachability.StackOf(container).Endpoints.ContainsKey(Network.DefaultBridge)).Select(container => container.Name)],
            [.. judged.Where(container => layout.Of(container).Count == 0).Select(container => container.Name)]);
    }

    private static void Judge(Reachability reachability, Layout layout, NetworkedContainer one, NetworkedContainer other, List<Contact> wrong, List<Contact> missing)
    {
        var link = reachability.Link(one, other);
        if (layout.May(one, other))
        {
            if (link is null)
                missing.Add(new Contact(one.Name, other.Name, null));
            return;
        }

        if (link is not null)
        {
            wrong.Add(new Contact(one.Name, other.Name, link));
            return;
        }

        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            if (!layout.Of(to).Any(zone => zone.Options.Published) && reachability.Port(from, to) is { } port)
                wrong.Add(new Contact(from.Name, to.Name, port));
        }
    }

    private static IEnumerable<Opening> OpeningsOf(Topology topology, Reachability reachability, NetworkedContainer container)
    {
        var stack = reachability.StackOf(container);
        return stack.Mode == NetworkMode.Host
            ? [new Opening(container.Name, "host")]
            : stack.Endpoints.Keys.Where(name => topology.Networks.GetValueOrDefault(name) is { Internal: false }).Order(StringComparer.Ordinal).Select(name => new Opening(container.Name, name));
    }
}
