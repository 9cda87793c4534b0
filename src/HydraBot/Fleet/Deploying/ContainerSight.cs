using System.Globalization;
using Docker.DotNet.Models;

namespace HydraBot.Fleet.Deploying;

/// <summary>What one asks of a container's inspection.</summary>
internal sealed class ContainerSight(ContainerInspectResponse inspected)
{
    public ContainerInspectResponse Inspected => inspected;

    /// <summary>True when it has a check, be it its own or its image's.</summary>
    public bool HasHealthcheck => inspected.Config?.Healthcheck?.Test is [not "NONE", ..];

    /// <summary>TCP ports that it listens on by its own word or its image's, those that are published first.</summary>
    public IReadOnlyList<int> Ports
    {
        get
        {
            var published = (inspected.HostConfig?.PortBindings ?? new Dictionary<string, IList<PortBinding>>()).Keys;
            var exposed = (inspected.Config?.ExposedPorts ?? new Dictionary<string, EmptyStruct>()).Keys;
            return [.. published.Select(Number).Order().Concat(exposed.Select(Number).Order()).Where(port => port > 0).Distinct()];
        }
    }

    private static int Number(string port)
    {
        var parts = port.Split('/');
        return parts is [_] or [_, "tcp"] && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
