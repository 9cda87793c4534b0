namespace HydraBot.Fleet.Networks;

/// <summary>How one container gets to another.</summary>
internal enum WayKind
{
    /// <summary>Both are on one network.</summary>
    Network,

    /// <summary>Both live in the same network stack.</summary>
    Shared,

    /// <summary>One of them lives in the machine's own network, which is on every bridge.</summary>
    Host,

    /// <summary>By a port that is published at the machine's addresses.</summary>
    Port,
}

/// <summary>A way from one container to another.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">The network, the container whose stack it is, or the port.</param>
internal sealed record Way(WayKind Kind, string Name)
{
    public override string ToString() => Kind switch
    {
        WayKind.Network => $"on `{Name}`",
        WayKind.Shared => $"in the same network stack (`{Name}`)",
        WayKind.Host => $"over the machine itself (`{Name}`)",
        _ => $"by the published port {Name}",
    };
}

/// <summary>Who reaches whom.</summary>
/// <remarks>
/// Docker's own rules: on a user-defined bridge all reach each other, on the default one where icc is on; two bridges are kept apart; an internal network has no way out; the host is
/// on each bridge (internal ones too); a published port leads in from everywhere but internal networks (docs.docker.com/engine/network). What a program listens on, and what
/// firewalls beside Docker's own say, is not known here.
/// </remarks>
internal sealed class Reachability(Topology topology)
{
    private readonly Dictionary<string, NetworkedContainer> _byId = topology.Containers.ToDictionary(container => container.Id, StringComparer.Ordinal);

    /// <summary>The container in whose network stack one lives, which mostly is its own.</summary>
    public NetworkedContainer StackOf(NetworkedContainer container)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (container is { Mode: NetworkMode.Shared, Owner: { } owner })
        {
            if (!seen.Add(container.Id) || !_byId.TryGetValue(owner, out var next))
                return container with { Mode = NetworkMode.None };
            container = next;
        }

        return container;
    }

    /// <summary>How the first opens connections to the second; null when it cannot.</summary>
    public Way? Between(NetworkedContainer from, NetworkedContainer to) => Link(from, to) ?? Port(from, to);

    /// <summary>A way that leads both to and fro.</summary>
    public Way? Link(NetworkedContainer from, NetworkedContainer to)
    {
        var (source, target) = (StackOf(from), StackOf(to));
        if (source.Id == target.Id || (source.Mode == NetworkMode.Host && target.Mode == NetworkMode.Host))
            return new Way(WayKind.Shared, source.Name);
        if (source.Mode == NetworkMode.Host || target.Mode == NetworkMode.Host)
        {
            var other = source.Mode == NetworkMode.Host ? target : source;
            return NetworksOf(other).FirstOrDefault(network => network.HasHost) is { } bridge ? new Way(WayKind.Host, bridge.Name) : null;
        }

        return NetworksOf(source).FirstOrDefault(network => network.Talks && NetworksOf(target).Contains(network)) is { } common ? new Way(WayKind.Network, common.Name) : null;
    }

    /// <summary>A way in by a published port.</summary>
    public Way? Port(NetworkedContainer from, NetworkedContainer to)
    {
        var (source, target) = (StackOf(from), StackOf(to));
        var atHost = source.Mode == NetworkMode.Host;
        if (source.Id == target.Id || (!atHost && !LeadsOut(source)) || !LeadsOut(target))
            return null;
        return target.Published.FirstOrDefault(port => atHost || !port.Local) is { } open ? new Way(WayKind.Port, $"{open.Number}") : null;
    }

    public bool LeadsOut(NetworkedContainer stack) => NetworksOf(stack).Any(network => network.LeadsOut);

    private IEnumerable<Network> NetworksOf(NetworkedContainer stack) => stack.Mode != NetworkMode.Own ? []
        : stack.Endpoints.Keys.Order(StringComparer.Ordinal).Select(name => topology.Networks.GetValueOrDefault(name)).OfType<Network>();
}
