using System.Globalization;
using Docker.DotNet.Models;

namespace HydraBot.Fleet.Networks;

/// <summary>From the Docker API's shapes to ours, and back.</summary>
internal static class NetworkShapes
{
    private const string Talks = "com.docker.network.bridge.enable_icc";

    /// <summary>Shorter names than the engine's own short form of an id are somebody's.</summary>
    private const int ShortId = 12;

    public static Network Read(NetworkResponse network) => new(network.Name!, network.Driver ?? "", network.Internal)
    {
        Talks = !string.Equals(network.Options?.FirstOrDefault(option => option.Key == Talks).Value, "false", StringComparison.OrdinalIgnoreCase),
    };

    /// <param name="inspected">The container.</param>
    /// <param name="networks">Names of networks by their ids, since a container that was made with an id says that.</param>
    /// <param name="isHouse">Whether it is the one that this program runs in.</param>
    public static NetworkedContainer Read(ContainerInspectResponse inspected, IReadOnlyDictionary<string, string> networks, bool isHouse)
    {
        var mode = inspected.HostConfig?.NetworkMode ?? "";
        var owner = mode.StartsWith("container:", StringComparison.Ordinal) ? mode["container:".Length..] : null;
        var own = owner is null && mode is not ("host" or "none");
        return new NetworkedContainer(
            inspected.ID, inspected.Name!.TrimStart('/'), mode switch { "host" => NetworkMode.Host, "none" => NetworkMode.None, _ => owner is null ? NetworkMode.Own : NetworkMode.Shared })
        {
            Owner = owner,
            Labels = new Dictionary<string, string>(inspected.Config?.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal),
            Endpoints = own ? Endpoints(inspected, networks) : new Dictionary<string, Endpoint>(),
            Published = own ? Ports(inspected) : [],
            IsRunning = inspected.State is { Running: true, Restarting: false },
            IsHouse = isHouse,
        };
    }

    /// <summary>True when it is on a network. An engine lists a network that a running container could not be connected to, too, but without an endpoint.</summary>
    public static bool IsOn(ContainerInspectResponse inspected, EndpointSettings? settings) => settings is not null && (inspected.State is not { Running: true } || !string.IsNullOrEmpty(settings.EndpointID));

    /// <summary>What it takes to be on a network as before.</summary>
    /// <param name="endpoint">How.</param>
    /// <param name="address">An address that the engine chose, and that is asked for again; null to let it choose.</param>
    public static EndpointSettings Write(Endpoint endpoint, string? address) => endpoint.Network == Network.DefaultBridge
        ? new EndpointSettings { Links = [.. endpoint.Links] } // it knows neither names nor chosen addresses
        : new EndpointSettings
        {
            Aliases = [.. endpoint.Aliases],
            Links = [.. endpoint.Links],
            DriverOpts = endpoint.DriverOptions.ToDictionary(),
            IPAMConfig = (endpoint.FixedIp4 ?? address, endpoint.FixedIp6) is (null, null) ? null! : new EndpointIPAMConfig { IPv4Address = endpoint.FixedIp4 ?? address!, IPv6Address = endpoint.FixedIp6! },
        };

    private static Dictionary<string, Endpoint> Endpoints(ContainerInspectResponse inspected, IReadOnlyDictionary<string, string> networks)
    {
        var endpoints = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        foreach (var (key, settings) in (inspected.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>()).Where(pair => IsOn(inspected, pair.Value)))
        {
            var name = networks.GetValueOrDefault(settings.NetworkID ?? "") ?? networks.GetValueOrDefault(key) ?? key;
            endpoints[name] = new Endpoint(name)
            {
                Aliases = [.. (settings.Aliases ?? []).Where(alias => alias.Length < ShortId || !inspected.ID.StartsWith(alias, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)],
                FixedIp4 = Word(settings.IPAMConfig?.IPv4Address),
                FixedIp6 = Word(settings.IPAMConfig?.IPv6Address),
                Address = Word(settings.IPAddress),
                Links = [.. settings.Links ?? []],
                DriverOptions = new Dictionary<string, string>(settings.DriverOpts ?? new Dictionary<string, string>()),
            };
        }

        return endpoints;
    }

    /// <summary>Those that it asks for; where it lets the engine choose, those that it got.</summary>
    private static PublishedPort[] Ports(ContainerInspectResponse inspected) =>
    [
        .. (inspected.HostConfig?.PortBindings ?? new Dictionary<string, IList<PortBinding>>()).Concat(inspected.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>())
            .SelectMany(port => port.Value ?? [])
            .Where(binding => int.TryParse(binding.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            .Select(binding => new PublishedPort(int.Parse(binding.HostPort!, CultureInfo.InvariantCulture), binding.HostIP is { } address && (address.StartsWith("127.", StringComparison.Ordinal) || address == "::1")))
            .Distinct()
            .OrderBy(port => port.Number),
    ];

    private static string? Word(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
