using System.Collections.Concurrent;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Networks;

/// <summary>The engine's networks: who is on them, and steps that change that.</summary>
internal sealed class NetworkEngine(EngineConnection engine, OwnContainer own)
{
    /// <summary>On networks that a plan made.</summary>
    public const string Label = "hydrabot.network";

    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>All of it, but for the sandbox's workers, which come and go.</summary>
    /// <exception cref="OperationException">The engine does not answer.</exception>
    public async Task<Topology> ReadAsync(CancellationToken cancellationToken)
    {
        var listed = await ListAsync(cancellationToken);
        var names = listed.DistinctBy(network => network.ID).ToDictionary(network => network.ID!, network => network.Name!, StringComparer.Ordinal);
        var house = await own.IdsAsync(cancellationToken);
        var found = await engine.AskAsync((client, limited) => client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, limited), cancellationToken);
        var containers = new ConcurrentBag<NetworkedContainer>();
        await Parallel.ForEachAsync(
            found.Where(container => container.Labels?.ContainsKey(Container.SandboxLabel) != true),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (container, token) =>
            {
                if (await FindAsync(container.ID, token) is { } inspected)
                    containers.Add(NetworkShapes.Read(inspected, names, house.Contains(container.ID)));
            });
        return new Topology(
            listed.Where(network => network is { Ingress: false, ConfigOnly: false, Driver: not ("host" or "null") }).Select(NetworkShapes.Read).GroupBy(network => network.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal),
            [.. containers.OrderBy(container => container.Name, StringComparer.Ordinal)]);
    }

    /// <summary>One container; null where it is gone.</summary>
    public async Task<ContainerInspectResponse?> FindAsync(string id, CancellationToken cancellationToken) => await engine.AskAsync<ContainerInspectResponse?>(
        async (client, limited) =>
        {
            try
            {
                return await client.Containers.InspectContainerAsync(id, limited);
            }
            catch (DockerContainerNotFoundException)
            {
                return null;
            }
        },
        cancellationToken);

    /// <summary>What the engine's own clock says: its healthchecks are written down by it.</summary>
    public async Task<DateTime> ClockAsync(CancellationToken cancellationToken) => DateTime.Parse(
        (await engine.AskAsync((client, limited) => client.System.GetSystemInfoAsync(limited), cancellationToken)).SystemTime!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    /// <summary>Takes a step. One that was taken already, such as by a program that was cut off, is none.</summary>
    /// <exception cref="OperationException">The engine says no.</exception>
    public Task DoAsync(Clearance clearance, NetworkStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return step.Kind switch
        {
            StepKind.Create => CreateAsync(step, cancellationToken),
            StepKind.Remove => RemoveAsync(step, cancellationToken),
            _ => MoveAsync(step, cancellationToken),
        };
    }

    /// <summary>Why there is nothing to take back by a step, such as when its container was removed since; null where there is.</summary>
    public async Task<string?> WhyNotAsync(NetworkStep step, CancellationToken cancellationToken)
    {
        if (step.ContainerId is { } id)
        {
            if (await FindAsync(id, cancellationToken) is not { } container)
                return $"`{step.Container}` is gone";
            // Docker does this to a running container that it could not connect, and takes it back from a stopped one alone.
            if (step.Kind == StepKind.Leave && EndpointOf(container, step) is { } listed && !NetworkShapes.IsOn(container, listed))
                return $"`{step.Container}` is not on `{step.Network}`, but the engine lists it there: stopped, it is freed of that by `docker network disconnect {step.Network} {step.Container}`";
        }

        if ((await ListAsync(cancellationToken)).FirstOrDefault(network => network.Name == step.Network) is not { } network)
            return $"`{step.Network}` is gone";
        if (step.Kind != StepKind.Remove)
            return null;
        var there = (await engine.AskAsync((client, limited) => client.Networks.InspectNetworkAsync(network.ID!, limited), cancellationToken)).Containers?.Count ?? 0;
        return there > 0 ? $"`{step.Network}` stays, since somebody is on it" : null;
    }

    private async Task CreateAsync(NetworkStep step, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken)).FirstOrDefault(network => network.Name == step.Network) is { } there)
        {
            if (there.Internal == step.Internal && there.Labels?.ContainsKey(Label) == true)
                return;
            throw new OperationException($"a network `{step.Network}` is there already");
        }

        await ChangeAsync(
            (client, limited) => client.Networks.CreateNetworkAsync(
                new NetworksCreateParameters { Name = step.Network, Driver = "bridge", Internal = step.Internal, Labels = new Dictionary<string, string> { [Label] = "true" } }, limited),
            cancellationToken);
    }

    /// <summary>Only what a plan made is ever removed.</summary>
    private async Task RemoveAsync(NetworkStep step, CancellationToken cancellationToken)
    {
        if ((await ListAsync(cancellationToken)).FirstOrDefault(network => network.Name == step.Network && network.Labels?.ContainsKey(Label) == true) is { } network)
            await ChangeAsync((client, limited) => client.Networks.DeleteNetworkAsync(network.ID!, limited), cancellationToken);
    }

    private async Task MoveAsync(NetworkStep step, CancellationToken cancellationToken)
    {
        if (await FindAsync(step.ContainerId!, cancellationToken) is not { } container)
            throw new OperationException($"`{step.Container}` is gone");
        if (NetworkShapes.IsOn(container, EndpointOf(container, step)) == (step.Kind == StepKind.Join))
            return;
        if (step.Kind == StepKind.Leave)
            await ChangeAsync((client, limited) => client.Networks.DisconnectNetworkAsync(step.Network, new NetworkDisconnectParameters { Container = step.ContainerId! }, limited), cancellationToken);
        else
            await JoinAsync(step, cancellationToken);
    }

    private static EndpointSettings? EndpointOf(ContainerInspectResponse container, NetworkStep step) => container.NetworkSettings?.Networks is { } networks && networks.TryGetValue(step.Network, out var settings) ? settings : null;

    private async Task JoinAsync(NetworkStep step, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(step.Endpoint!.Address);
        }
        catch (OperationException) when (step.Endpoint is { Address: not null, FixedIp4: null })
        {
            // An engine that chose the addresses of a network itself lets nobody else choose there, and the old one may be somebody else's by now.
            await ConnectAsync(null);
        }

        Task ConnectAsync(string? address) => ChangeAsync(
            (client, limited) => client.Networks.ConnectNetworkAsync(step.Network, new NetworkConnectParameters { Container = step.ContainerId!, EndpointConfig = NetworkShapes.Write(step.Endpoint!, address) }, limited),
            cancellationToken);
    }

    private Task<IList<NetworkResponse>> ListAsync(CancellationToken cancellationToken) =>
        engine.AskAsync((client, limited) => client.Networks.ListNetworksAsync(new NetworksListParameters(), limited), cancellationToken);

    private Task<bool> ChangeAsync(Func<DockerClient, CancellationToken, Task> change, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, limited) =>
        {
            await change(client, limited);
            return true;
        },
        Patience,
        cancellationToken);
}
