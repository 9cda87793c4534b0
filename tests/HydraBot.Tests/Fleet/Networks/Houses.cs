using HydraBot.Fleet.Networks;

namespace HydraBot.Tests.Fleet.Networks;

/// <summary>Networks and containers of all kinds, made up from a number.</summary>
internal static class Houses
{
    private static readonly string[] Zones = ["data", "inference", "public", "tools"];

    public static NetworkOptions Options(Random random)
    {
        var names = Zones[..random.Next(1, Zones.Length + 1)];
        return new NetworkOptions
        {
            Prefix = "t",
            Zones = names.ToDictionary(name => name, name => new ZoneOptions
            {
                Labels = [$"zone{name}"],
                Internal = random.Next(3) == 0,
                Published = random.Next(3) == 0,
                Talks = [.. names.Where(other => other != name && random.Next(3) == 0)],
            }),
        };
    }

    /// <param name="random">Decides.</param>
    /// <param name="isPlain">True for containers that a plan can move anywhere, and nothing else.</param>
    public static Topology Make(Random random, bool isPlain)
    {
        var networks = new List<Network> { new("bridge", "bridge", false) { Talks = random.Next(4) > 0 } };
        for (var index = random.Next(6); index > 0; index--)
            networks.Add(new Network($"n{index}", random.Next(8) == 0 ? "macvlan" : "bridge", random.Next(3) == 0) { Talks = random.Next(6) > 0 });
        // Names that a plan would like to have.
        if (random.Next(3) == 0)
            networks.Add(new Network("t-data", "bridge", random.Next(2) == 0));
        if (random.Next(3) == 0)
            networks.Add(new Network("t-data.public", "bridge", random.Next(2) == 0));
        var containers = new List<NetworkedContainer>();
        for (var index = random.Next(1, 15); index > 0; index--)
            containers.Add(Container(random, index, networks, containers, isPlain));
        return new Topology(networks.ToDictionary(network => network.Name), [.. containers.OrderBy(container => container.Name, StringComparer.Ordinal)]);
    }

    /// <summary>All of it in words, so that two can be compared.</summary>
    public static string Text(Topology topology) => string.Join('\n',
    [
        .. topology.Networks.Values.OrderBy(network => network.Name, StringComparer.Ordinal).Select(network => network.ToString()),
        .. topology.Containers.Select(container => $"{container.Name}: {string.Join("; ", container.Endpoints.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Text(pair.Value)))}"),
    ]);

    private static string Text(Endpoint endpoint) => $"{endpoint.Network} {string.Join(',', endpoint.Aliases)} {endpoint.FixedIp4} {endpoint.Address}";

    private static NetworkedContainer Container(Random random, int index, List<Network> networks, List<NetworkedContainer> before, bool isPlain)
    {
        var mode = isPlain ? 0 : random.Next(8);
        var owner = mode == 3 && before.Count > 0 ? before[random.Next(before.Count)].Id : null;
        var own = mode is not (1 or 2) && owner is null;
        var labels = new Dictionary<string, string>();
        foreach (var zone in Zones.Where(_ => random.Next(4) == 0))
            labels[$"zone{zone}"] = "yes";
        return new NetworkedContainer($"{index:d64}", $"c{index}", mode switch { 1 => NetworkMode.Host, 2 => NetworkMode.None, _ => owner is null ? NetworkMode.Own : NetworkMode.Shared })
        {
            Owner = owner,
            Labels = labels,
            Endpoints = own ? networks.Where(_ => random.Next(3) == 0).ToDictionary(network => network.Name, network => new Endpoint(network.Name)
            {
                Aliases = network.IsDefaultBridge ? [] : [.. new[] { "db", "web", "api" }.Where(_ => random.Next(4) == 0)],
                FixedIp4 = random.Next(4) == 0 ? $"10.0.0.{index}" : null,
                Address = $"10.0.0.{index}",
            }) : new Dictionary<string, Endpoint>(),
            Published = !isPlain && own && random.Next(4) == 0 ? [new PublishedPort(8000 + index, random.Next(2) == 0)] : [],
            IsRunning = random.Next(5) > 0,
            IsHouse = !isPlain && random.Next(12) == 0 && before.TrueForAll(other => !other.IsHouse),
        };
    }
}
