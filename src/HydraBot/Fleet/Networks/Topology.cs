namespace HydraBot.Fleet.Networks;

/// <summary>All networks of an engine and who is on them.</summary>
/// <param name="Networks">By their names.</param>
/// <param name="Containers">Stopped ones too: what they are connected to counts as soon as they start.</param>
internal sealed record Topology(IReadOnlyDictionary<string, Network> Networks, IReadOnlyList<NetworkedContainer> Containers)
{
    /// <summary>What it is after a step, without an engine.</summary>
    public Topology After(NetworkStep step) => step.Kind switch
    {
        StepKind.Create => this with { Networks = new Dictionary<string, Network>(Networks) { [step.Network] = new(step.Network, "bridge", step.Internal) } },
        StepKind.Remove => this with { Networks = Networks.Where(network => network.Key != step.Network).ToDictionary() },
        StepKind.Join => With(step.ContainerId!, endpoints => endpoints[step.Network] = step.Endpoint!),
        _ => With(step.ContainerId!, endpoints => endpoints.Remove(step.Network)),
    };

    public Topology After(IEnumerable<NetworkStep> steps) => steps.Aggregate(this, (topology, step) => topology.After(step));

    private Topology With(string id, Action<Dictionary<string, Endpoint>> change) => this with
    {
        Containers = [.. Containers.Select(container =>
        {
            if (container.Id != id)
                return container;
            var endpoints = new Dictionary<string, Endpoint>(container.Endpoints);
            change(endpoints);
            return container with { Endpoints = endpoints };
        })],
    };
}
