using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HydraBot.Hosting.Addresses;

namespace HydraBot.Sandbox.Egress;

/// <summary>The hosts that a program may reach, by exact name and port.</summary>
internal sealed partial class AllowedHosts
{
    private const int Most = 16;

    private readonly HashSet<(string Host, int Port)> _all = [];

    /// <summary>Reads <c>host</c> (ports 80 and 443) and <c>host:port</c>; what is none goes to <paramref name="problems"/>.</summary>
    public static AllowedHosts Read(IReadOnlyList<string> hosts, out IReadOnlyList<string> problems)
    {
        var allowed = new AllowedHosts();
        var wrong = new List<string>();
        problems = wrong;
        if (hosts.Count is 0 or > Most)
            wrong.Add($"There are {hosts.Count} hosts; allowed are 1 to {Most}.");
        foreach (var text in hosts.Take(Most))
        {
            var match = Place().Match(text.Trim());
            var port = match.Groups["port"] is { Success: true } given ? int.Parse(given.ValueSpan, CultureInfo.InvariantCulture) : 0;
            if (!match.Success || port > 65535 || (match.Groups["port"].Success && port == 0))
                wrong.Add($"'{(text.Length <= 60 ? text : text[..60])}' is no host; allowed is a name or an IPv4 address, with a port where it is not 80 or 443, such as pypi.org or 192.0.2.7:8080.");
            else if (port > 0)
                allowed._all.Add((match.Groups["host"].Value.ToLowerInvariant(), port));
            else
                allowed._all.UnionWith([(match.Groups["host"].Value.ToLowerInvariant(), 80), (match.Groups["host"].Value.ToLowerInvariant(), 443)]);
        }

        return allowed;
    }

    /// <summary>True for exactly what was named.</summary>
    public bool Allows(string host, int port) => _all.Contains((host.TrimEnd('.').ToLowerInvariant(), port));

    /// <summary>
    /// True when a connection to this address may be made: never to this machine or what is bound to its link (where clouds keep keys), and to a
    /// private network only where its address itself was named, so that no name can be turned to point there.
    /// </summary>
    public static bool MayReach(IPAddress address, string host) => AddressReaches.Of(address) switch
    {
        AddressReach.Public => true,
        AddressReach.Private => IPAddress.TryParse(host, out var named) && named.Equals(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address),
        _ => false,
    };

    [GeneratedRegex(@"\A(?<host>(?=.{1,253}(?::|\z))[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)(?::(?<port>[0-9]{1,5}))?\z")]
    private static partial Regex Place();
}
