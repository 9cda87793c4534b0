using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;

namespace HydraBot.Fleet.Deploying;

/// <summary>What the engine is asked for when a container is made anew. Its shapes are Docker's own here: a container is made of what its inspection says, down to the last field.</summary>
internal sealed class DeployEngine(EngineConnection engine)
{
    /// <summary>Above the longest stop time-out that people give a database.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan ChangePatience = TimeSpan.FromMinutes(1);

    public async Task<ContainerSight> LookAsync(string id, CancellationToken cancellationToken) => new(await InspectAsync(id, cancellationToken));

    public Task<ContainerInspectResponse> InspectAsync(string id, CancellationToken cancellationToken) =>
        AskAsync(limited => engine.Client.Containers.InspectContainerAsync(id, limited), engine.Patience, cancellationToken);

    /// <summary>An image that the engine has; null where it has not.</summary>
    public Task<ImageInspectResponse?> FindImageAsync(string name, CancellationToken cancellationToken) => AskAsync<ImageInspectResponse?>(
        async limited =>
        {
            try
            {
                return await engine.Client.Images.InspectImageAsync(name, limited);
            }
            catch (DockerApiException missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return null;
            }
        },
        engine.Patience,
        cancellationToken);

    /// <summary>The names of all networks.</summary>
    public Task<IReadOnlySet<string>> NetworksAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlySet<string>>(
        async limited => (await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), limited)).Select(network => network.Name!).ToHashSet(StringComparer.Ordinal),
        engine.Patience,
        cancellationToken);

    /// <summary>The names of containers that share the network of one.</summary>
    public Task<IReadOnlyList<string>> GuestsAsync(string id, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<string>>(
        async limited =>
        {
            var guests = new List<string>();
            foreach (var other in await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, limited))
            {
                if (other.HostConfig?.NetworkMode == $"container:{id}")
                    guests.Add(other.Names?.FirstOrDefault()?.TrimStart('/') ?? other.ID[..12]);
            }

            return guests;
        },
        engine.Patience,
        cancellationToken);

    /// <summary>Runs a command in a container to its end.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public Task<(long ExitCode, string Output)> ExecuteAsync(Clearance clearance, string id, IReadOnlyList<string> command, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return AskAsync(
            async limited =>
            {
                var made = await engine.Client.Exec.CreateContainerExecAsync(id, new ContainerExecCreateParameters { Cmd = [.. command], AttachStdout = true, AttachStderr = true }, limited);
                using var stream = await engine.Client.Exec.StartContainerExecAsync(made.ID, new ContainerExecStartParameters(), limited);
                var output = await OutputReader.ReadAsync(stream, limited);
                return ((await engine.Client.Exec.InspectContainerExecAsync(made.ID, limited)).ExitCode ?? 0, output.Text.Trim());
            },
            patience,
            cancellationToken);
    }

    public Task StopAsync(Clearance clearance, string id, CancellationToken cancellationToken) =>
        ChangeAsync(clearance, limited => engine.Client.Containers.StopContainerAsync(id, new ContainerStopParameters(), limited), StopPatience, cancellationToken);

    public Task StartAsync(Clearance clearance, string id, CancellationToken cancellationToken) =>
        ChangeAsync(clearance, limited => engine.Client.Containers.StartContainerAsync(id, new ContainerStartParameters(), limited), ChangePatience, cancellationToken);

    public Task RenameAsync(Clearance clearance, string id, string name, CancellationToken cancellationToken) =>
        ChangeAsync(clearance, limited => engine.Client.Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name }, limited), ChangePatience, cancellationToken);

    /// <summary>Removes a container; its volumes stay.</summary>
    public Task RemoveAsync(Clearance clearance, string id, CancellationToken cancellationToken) =>
        ChangeAsync(clearance, limited => engine.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = false }, limited), ChangePatience, cancellationToken);

    /// <summary>Makes a container, in all of its networks, and does not start it.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(Clearance clearance, CreateContainerParameters parameters, IReadOnlyDictionary<string, EndpointSettings> networks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var made = await AskAsync(limited => engine.Client.Containers.CreateContainerAsync(parameters, limited), ChangePatience, cancellationToken);
        try
        {
            // Engines before API 1.44 take one network with the making and the others only afterwards.
            foreach (var (network, endpoint) in networks)
            {
                await ChangeAsync(
                    clearance,
                    limited => engine.Client.Networks.ConnectNetworkAsync(network, new NetworkConnectParameters { Container = made.ID, EndpointConfig = endpoint }, limited),
                    ChangePatience,
                    cancellationToken);
            }
        }
        catch
        {
            await RemoveAsync(clearance, made.ID, CancellationToken.None);
            throw;
        }

        return made.ID;
    }

    /// <summary>Fetches an image from its registry.</summary>
    public Task PullAsync(Clearance clearance, string image, AuthConfig? key, Action<JSONMessage> heard, TimeSpan patience, CancellationToken cancellationToken)
    {
        // A digest goes where the tag goes; a name with neither would fetch every tag there is.
        var parts = image.Split('@', 2);
        var colon = parts[0].LastIndexOf(':');
        var (name, tag) = parts.Length == 2 ? (parts[0], parts[1]) : colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
        return ChangeAsync(
            clearance,
            async limited =>
            {
                var progress = new Heard(heard);
                await engine.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name, Tag = tag }, key, progress, limited);
                progress.ThrowIfFailed();
            },
            patience,
            cancellationToken);
    }

    /// <summary>Builds an image from a folder that was packed as a tar stream.</summary>
    public Task BuildAsync(Clearance clearance, ImageBuildParameters parameters, Stream context, Action<JSONMessage> heard, TimeSpan patience, CancellationToken cancellationToken) => ChangeAsync(
        clearance,
        async limited =>
        {
            var progress = new Heard(heard);
            await engine.Client.Images.BuildImageFromDockerfileAsync(parameters, context, [], new Dictionary<string, string>(), progress, limited);
            progress.ThrowIfFailed();
        },
        patience,
        cancellationToken);

    private Task<bool> ChangeAsync(Clearance clearance, Func<CancellationToken, Task> change, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return AskAsync(
            async limited =>
            {
                await change(limited);
                return true;
            },
            patience,
            cancellationToken);
    }

    private Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, TimeSpan patience, CancellationToken cancellationToken) =>
        engine.AskAsync((_, limited) => question(limited), patience, cancellationToken);

    /// <summary>Unlike <see cref="Progress{T}"/>, in order and at once. The engine answers 200 and tells of a failure in the stream.</summary>
    private sealed class Heard(Action<JSONMessage> heard) : IProgress<JSONMessage>
    {
        private string? _failure;

        public void Report(JSONMessage value)
        {
            _failure ??= value.Error?.Message;
            heard(value);
        }

        public void ThrowIfFailed()
        {
            if (_failure is not null)
                throw new Governance.Operations.OperationException(_failure);
        }
    }
}
