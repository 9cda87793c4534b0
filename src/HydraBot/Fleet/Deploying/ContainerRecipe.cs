using Docker.DotNet.Models;

namespace HydraBot.Fleet.Deploying;

/// <summary>What it takes to make a container again: what is its own in its inspection, without what its image brings.</summary>
internal static class ContainerRecipe
{
    /// <param name="inspected">The container.</param>
    /// <param name="image">The image that it was made from; null where that is gone, and then everything counts as the container's own.</param>
    public static CreateContainerParameters Of(ContainerInspectResponse inspected, ImageInspectResponse? image)
    {
        var (config, brought) = (inspected.Config!, image?.Config);
        var entrypoint = Same(config.Entrypoint, brought?.Entrypoint) ? null : config.Entrypoint;
        var host = inspected.HostConfig!;
        host.Links = [.. (host.Links ?? []).Select(Link)];
        host.Binds = [.. host.Binds ?? [], .. Nameless(inspected)];
        return new CreateContainerParameters
        {
            Name = inspected.Name!.TrimStart('/'),
            Image = config.Image!,
            // The engine's own choice is the beginning of the id, and the new one has another.
            Hostname = inspected.ID.StartsWith(config.Hostname ?? "", StringComparison.Ordinal) ? null! : config.Hostname!,
            Domainname = config.Domainname!,
            User = config.User == brought?.User ? null! : config.User!,
            AttachStdin = config.AttachStdin,
            AttachStdout = config.AttachStdout,
            AttachStderr = config.AttachStderr,
            Tty = config.Tty,
            OpenStdin = config.OpenStdin,
            StdinOnce = config.StdinOnce,
            Env = [.. (config.Env ?? []).Except(brought?.Env ?? [])],
            Entrypoint = entrypoint!,
            // Where the entrypoint is its own, the image's command does not count.
            Cmd = entrypoint is null && Same(config.Cmd, brought?.Cmd) ? null! : config.Cmd!,
            Healthcheck = Same(config.Healthcheck?.Test, brought?.Healthcheck?.Test) ? null! : config.Healthcheck!,
            WorkingDir = config.WorkingDir == brought?.WorkingDir ? null! : config.WorkingDir!,
            StopSignal = config.StopSignal == brought?.StopSignal ? null! : config.StopSignal!,
            StopTimeout = config.StopTimeout,
            ExposedPorts = Without(config.ExposedPorts, brought?.ExposedPorts),
            Volumes = Without(config.Volumes, brought?.Volumes),
            Labels = (config.Labels ?? new Dictionary<string, string>()).Except(brought?.Labels ?? new Dictionary<string, string>()).ToDictionary(),
            HostConfig = host,
            NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings>() },
        };
    }

    /// <summary>Its networks, with addresses and names that were given to it, and without those that the engine made up.</summary>
    public static Dictionary<string, EndpointSettings> Networks(ContainerInspectResponse inspected)
    {
        var mode = inspected.HostConfig!.NetworkMode ?? "";
        if (mode is "host" or "none" || mode.StartsWith("container:", StringComparison.Ordinal))
            return [];
        return (inspected.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>())
            .Where(pair => pair.Key is not ("bridge" or "host" or "none") || mode is not ("" or "default" or "bridge"))
            .ToDictionary(pair => pair.Key, pair => new EndpointSettings
            {
                IPAMConfig = pair.Value.IPAMConfig,
                Links = pair.Value.Links,
                DriverOpts = pair.Value.DriverOpts,
                Aliases = [.. (pair.Value.Aliases ?? []).Where(alias => !inspected.ID.StartsWith(alias, StringComparison.Ordinal))],
            });
    }

    /// <summary>Volumes that the engine named are found again by that name alone.</summary>
    public static IEnumerable<string> Nameless(ContainerInspectResponse inspected)
    {
        var named = (inspected.HostConfig!.Binds ?? []).Select(bind => bind.Split(':') is [_, var target, ..] ? target : "")
            .Concat((inspected.HostConfig.Mounts ?? []).Select(mount => mount.Target))
            .Concat((inspected.HostConfig.Tmpfs ?? new Dictionary<string, string>()).Keys)
            .ToHashSet(StringComparer.Ordinal);
        return (inspected.Mounts ?? [])
            .Where(mount => mount.Type == "volume" && mount.Name is { Length: > 0 } && !named.Contains(mount.Destination))
            .Select(mount => $"{mount.Name}:{mount.Destination}{(mount.RW ? "" : ":ro")}");
    }

    /// <summary><c>/db:/web/alias</c>, as the engine tells of a link, is <c>db:alias</c> when it is asked for one.</summary>
    private static string Link(string told) => told.Split(':') is [var from, var to] ? $"{from.TrimStart('/')}:{to[(to.LastIndexOf('/') + 1)..]}" : told;

    private static bool Same(IList<string>? first, IList<string>? second) => (first ?? []).SequenceEqual(second ?? []);

    private static Dictionary<string, EmptyStruct> Without(IDictionary<string, EmptyStruct>? own, IDictionary<string, EmptyStruct>? brought) =>
        (own ?? new Dictionary<string, EmptyStruct>()).Where(pair => brought?.ContainsKey(pair.Key) != true).ToDictionary();
}
