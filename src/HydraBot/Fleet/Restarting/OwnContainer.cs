using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Restarting;

/// <summary>Knows whether a container is the one that this program runs in.</summary>
internal sealed partial class OwnContainer(IOptions<FleetOptions> options)
{
    /// <summary>The engine mounts each container's own hosts and hostname files from a folder that bears the container's id.</summary>
    public async Task<bool> IsAsync(string id, CancellationToken cancellationToken)
    {
        var mounts = Path.Combine(options.Value.ProcPath, "self/mountinfo");
        return File.Exists(mounts)
            && OwnFiles().Matches(await File.ReadAllTextAsync(mounts, cancellationToken)).Any(match => match.Groups["id"].Value == id);
    }

    [GeneratedRegex(@"/containers/(?<id>[0-9a-f]{64})/(?:hostname|hosts|resolv\.conf) ")]
    private static partial Regex OwnFiles();
}
