using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Services;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Services, networks, volumes, secrets and files that are named and not there.</summary>
internal sealed class ReferenceRule(ComposeProjects projects) : IComposeRule
{
    public IEnumerable<ComposeFinding> Look(ComposeSight sight)
    {
        var services = sight.Services.Select(service => service.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var service in sight.Services)
        {
            foreach (var (key, other) in Others(service).Where(pair => !services.Contains(pair.Service)))
                yield return sight.About("unknown-service", FindingLevel.Fault, service.Name, key, $"'{service.Name}' names the service '{other}' in {key}, and there is none.", $"Services are: {string.Join(", ", services)}.");
            foreach (var (kind, name) in Shared(service).Where(pair => (sight.Whole[pair.Kind] as JsonObject)?.ContainsKey(pair.Name) != true))
                yield return sight.About($"unknown-{kind.TrimEnd('s')}", FindingLevel.Fault, service.Name, kind, $"'{service.Name}' uses '{name}', which is not among the {kind} of the file.", $"Add '{name}:' below '{kind}:' at the end of the file.");
            if (service.NetworkMode is not null && service.Says("networks"))
                yield return sight.About("network-mode", FindingLevel.Fault, service.Name, "network_mode", $"'{service.Name}' has network_mode and networks, which exclude each other.", "Take one of them out.");
            foreach (var other in Waiting(service).Where(other => sight.Services.FirstOrDefault(known => known.Name == other) is { } known && !known.Says("healthcheck")))
                yield return sight.About("no-healthcheck", FindingLevel.Warning, service.Name, "depends_on", $"'{service.Name}' waits until '{other}' is healthy, and that has no healthcheck in the file.", $"Unless its image brings one, '{service.Name}' never starts: /healthcheck propose finds one.");
            foreach (var mount in service.Mounts.Where(mount => mount.Type == "bind" && mount.Source!.StartsWith($"{sight.Project.HostFolder}/", StringComparison.Ordinal) && !Path.Exists(projects.Reach(mount.Source))))
                yield return sight.About("missing-folder", FindingLevel.Warning, service.Name, "volumes", $"'{service.Name}' mounts {mount.Source}, which is not there.", "The engine would make an empty folder that belongs to root; make it yourself, or mend the path.");
            foreach (var file in service.List("env_file").Select(file => ComposeProjects.Under(sight.Project.HostFolder, file)).Where(file => service.Keys["env_file"] is not JsonObject && !File.Exists(projects.Reach(file))))
                yield return sight.About("missing-file", FindingLevel.Fault, service.Name, "env_file", $"'{service.Name}' takes its environment from {file}, which is not there.", "Make it, or take it out.");
        }

        if (Circle(sight) is { } circle)
            yield return sight.About("circle", FindingLevel.Fault, circle[0], "depends_on", $"These wait for each other: {string.Join(" → ", circle)}.", "Take one of the depends_on out.");
    }

    private static IEnumerable<string> Depends(ComposeService service) => service.Keys["depends_on"] switch
    {
        JsonObject map => map.Select(pair => pair.Key),
        JsonArray list => list.OfType<JsonValue>().Select(item => item.GetValue<string>()),
        _ => [],
    };

    private static IEnumerable<string> Waiting(ComposeService service) =>
        (service.Keys["depends_on"] as JsonObject ?? []).Where(pair => (string?)(pair.Value as JsonObject)?["condition"] == "service_healthy").Select(pair => pair.Key);

    private static IEnumerable<(string Key, string Service)> Others(ComposeService service)
    {
        foreach (var other in Depends(service))
            yield return ("depends_on", other);
        foreach (var link in service.List("links"))
            yield return ("links", link.Split(':')[0]);
        foreach (var key in new[] { "network_mode", "ipc", "pid" })
        {
            if (service.Text(key) is { } mode && mode.StartsWith("service:", StringComparison.Ordinal))
                yield return (key, mode["service:".Length..]);
        }
    }

    private static IEnumerable<(string Kind, string Name)> Shared(ComposeService service)
    {
        var networks = service.Keys["networks"] switch { JsonArray list => list.OfType<JsonValue>().Select(item => item.GetValue<string>()), JsonObject map => map.Select(pair => pair.Key), _ => [] };
        foreach (var network in networks.Where(network => network != "default"))
            yield return ("networks", network);
        foreach (var volume in (service.Keys["volumes"] as JsonArray ?? []).Select(Volume).OfType<string>())
            yield return ("volumes", volume);
        foreach (var kind in new[] { "secrets", "configs" })
        {
            foreach (var used in service.Keys[kind] as JsonArray ?? [])
            {
                if ((used is JsonObject map ? (string?)map["source"] : used?.ToString()) is { } name)
                    yield return (kind, name);
            }
        }
    }

    /// <summary>The name of a volume of the project; null for a folder, and for a volume without a name.</summary>
    private static string? Volume(JsonNode? written) => written switch
    {
        JsonObject map => (string?)map["type"] is "volume" or null ? (string?)map["source"] : null,
        JsonValue value when value.GetValue<string>() is var text && text.Contains(':', StringComparison.Ordinal) && text[0] is not ('.' or '/' or '~') && !(text.Length > 2 && text[1] == ':' && text[2] is '\\' or '/') => text.Split(':')[0],
        _ => null,
    };

    private static List<string>? Circle(ComposeSight sight)
    {
        var depends = sight.Services.ToDictionary(service => service.Name, service => Depends(service).ToArray());
        var well = new HashSet<string>(StringComparer.Ordinal);
        return depends.Keys.Select(name => Walk(name, [])).FirstOrDefault(found => found is not null);

        List<string>? Walk(string name, List<string> way)
        {
            if (way.IndexOf(name) is var at && at >= 0)
                return [.. way[at..], name];
            if (well.Contains(name) || !depends.TryGetValue(name, out var others))
                return null;
            way.Add(name);
            var found = others.Select(other => Walk(other, way)).FirstOrDefault(circle => circle is not null);
            way.RemoveAt(way.Count - 1);
            if (found is null)
                well.Add(name);
            return found;
        }
    }
}
