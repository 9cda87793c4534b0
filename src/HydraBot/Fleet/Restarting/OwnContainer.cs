using System.Text.RegularExpressions;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Restarting;

/// <summary>Knows whether a container is the one that this program runs in.</summary>
internal sealed partial class OwnContainer(IOptions<FleetOptions> options)
{
    /// <summary>The engine mounts each container's own hosts and hostname files from a folder that bears the container's id.</summary>
    public async Task<bool> IsAsync(string id, CancellationToken cancellationToken) => (await IdsAsync(cancellationToken)).Contains(id);

    /// <summary>Its id, and none where this program runs in no container.</summary>
    public async Task<IReadOnlySet<string>> IdsAsync(CancellationToken cancellationToken)
    {
        var mounts = Path.Combine(options.Value.ProcPath, "self/mountinfo");
        return File.Exists(mounts)
            ? OwnFiles().Matches(await File.ReadAllTextAsync(mounts, cancellationToken)).Select(match => match.Groups["id"].Value).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
    }

    /// <exception cref="OperationException">It is: what would happen, and how its host does it instead.</exception>
    public async Task SpareAsync(Container container, string verb, string doing, CancellationToken cancellationToken)
    {
        if (await IsAsync(container.Id, cancellationToken))
        {
            throw new OperationException(
                $"`{container.Name}` is the container that HydraBot itself runs in: {doing} it would end this very conversation. On the host: docker {verb} {container.Name}");
        }
    }

    [GeneratedRegex(@"/containers/(?<id>[0-9a-f]{64})/(?:hostname|hosts|resolv\.conf) ")]
    private static partial Regex OwnFiles();
}
