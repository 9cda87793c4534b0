using System.Globalization;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Fleet.Compose.Yaml;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>What can be reached from everywhere, what reaches everything, and ports that two want.</summary>
internal sealed class ExposureRule(ComposePatches patches) : IComposeRule
{
    /// <summary>Ports of databases and queues, which hardly ever are for everybody.</summary>
    private static readonly int[] Data = [5432, 3306, 27017, 7687, 7474, 6333, 6334, 6379, 9042, 26257, 1433, 1521, 5984, 9200, 9300, 11211, 5672, 2379, 9092, 4222];

    public IEnumerable<ComposeFinding> Look(ComposeSight sight) =>
        [.. sight.Services.SelectMany(service => Open(sight, service).Concat(Powers(sight, service))), .. Twice(sight)];

    private IEnumerable<ComposeFinding> Open(ComposeSight sight, ComposeService service)
    {
        var written = service.Keys["ports"] as System.Text.Json.Nodes.JsonArray ?? [];
        for (var index = 0; index < written.Count; index++)
        {
            if (ComposePort.Read(written[index]).FirstOrDefault(port => port.Address is "" or "0.0.0.0" or "::") is not { } port)
                continue;
            var data = Data.Contains(port.Inside);
            var finding = sight.About(
                "open-port", data ? FindingLevel.Warning : FindingLevel.Note, service.Name, "ports",
                string.Create(CultureInfo.InvariantCulture, $"'{service.Name}' publishes {port.Inside}/{port.Protocol} on all addresses of the host{(data ? ", and it is a port of data" : "")}; the engine lets it through a firewall of the host."),
                "Write 127.0.0.1: before it where only this machine uses it, or leave it out where only containers do.");
            yield return data && port.Address.Length == 0 ? patches.Offer(finding, Bind(sight, service, index)) : finding;
        }
    }

    private static WantedEdit? Bind(ComposeSight sight, ComposeService service, int index)
    {
        var file = sight.Project.FileOf(service.Name);
        return file?.Service(service.Name) is YamlMap map && map["ports"] is YamlList list && list.Items.Count > index && list.Items[index] is YamlText text
            && text.Value.Contains(':', StringComparison.Ordinal) && !text.Value.Contains('$', StringComparison.Ordinal)
            ? ComposeSight.Insert(file, text, 0, "127.0.0.1:", ["services", service.Name, "ports", index.ToString(CultureInfo.InvariantCulture)])
            : null;
    }

    private static IEnumerable<ComposeFinding> Powers(ComposeSight sight, ComposeService service)
    {
        var name = service.Name;
        if (service.Flag("privileged"))
            yield return sight.About("privileged", FindingLevel.Warning, name, "privileged", $"'{name}' is privileged: whoever breaks into it owns the host.", "Give it the one device or capability that it needs (devices, cap_add).");
        if (service.Mounts.Any(mount => mount.Source?.EndsWith("docker.sock", StringComparison.Ordinal) == true))
            yield return sight.About("docker-socket", FindingLevel.Warning, name, "volumes", $"'{name}' has the engine's socket: whoever breaks into it owns the host, be it mounted read-only.", "Put a socket proxy between that lets through what it needs.");
        if (service.NetworkMode == "host")
            yield return sight.About("host-network", FindingLevel.Warning, name, "network_mode", $"'{name}' stands in the host's own network: it reaches what listens on loopback, and its ports are open on all addresses.", "Publish the ports that it needs.");
        if (service.Text("pid") == "host")
            yield return sight.About("host-processes", FindingLevel.Warning, name, "pid", $"'{name}' sees the processes of the host.", "Take 'pid: host' out unless it watches the host.");
        foreach (var power in service.List("cap_add").Where(power => power.Replace("CAP_", "", StringComparison.OrdinalIgnoreCase).ToUpperInvariant() is "ALL" or "SYS_ADMIN" or "SYS_MODULE" or "SYS_PTRACE" or "SYS_RAWIO"))
            yield return sight.About("capability", FindingLevel.Warning, name, "cap_add", $"'{name}' has the capability {power}, which is nearly all of root.", "Take it out unless its documentation asks for it.");
        foreach (var mount in service.Mounts.Where(mount => mount is { Type: "bind", ReadOnly: false, Source: "/" or "/etc" or "/root" or "/boot" or "/usr" or "/var" or "/proc" or "/sys" }))
            yield return sight.About("host-folder", FindingLevel.Warning, name, "volumes", $"'{name}' may write into {mount.Source} of the host.", "Mount it with :ro, or only the folder that it needs.");
    }

    private static IEnumerable<ComposeFinding> Twice(ComposeSight sight)
    {
        var taken = new List<(string Service, ComposePort Port)>();
        foreach (var (service, port) in sight.Services.Where(service => !service.Says("profiles")).SelectMany(service => service.Ports.Where(port => port.Host is not null).Select(port => (service.Name, port))))
        {
            if (taken.FirstOrDefault(other => other.Port.Host == port.Host && other.Port.Protocol == port.Protocol && Meets(other.Port.Address, port.Address)) is { Service: { } first })
                yield return sight.About("port-twice", FindingLevel.Fault, service, "ports", string.Create(CultureInfo.InvariantCulture, $"Port {port.Host}/{port.Protocol} of the host is published by '{first}' and by '{service}'{(first == service ? " itself again" : "")}; the second one cannot start."), "Give one of them another port.");
            taken.Add((service, port));
        }

        foreach (var same in sight.Services.Where(service => service.Text("container_name") is not null).GroupBy(service => service.Text("container_name")).Where(same => same.Count() > 1))
            yield return sight.About("name-twice", FindingLevel.Fault, same.Last().Name, "container_name", $"The container name '{same.Key}' is wanted by {string.Join(" and ", same.Select(service => $"'{service.Name}'"))}.", "Give one of them another name.");
    }

    private static bool Meets(string first, string second) => first == second || first is "" or "0.0.0.0" or "::" || second is "" or "0.0.0.0" or "::";
}
