using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;

namespace HydraBot.Fleet.Compose.Services;

/// <summary>A service of a project as its files have it, in the engine's terms. Both ways of writing a thing are read alike.</summary>
/// <param name="Name">The service's.</param>
/// <param name="Keys">All of it, files merged and variables put in.</param>
/// <param name="Project">Whose it is.</param>
/// <param name="Whole">The whole project, for its networks and volumes.</param>
internal sealed record ComposeService(string Name, JsonObject Keys, ComposeProject Project, JsonObject Whole)
{
    /// <summary>What Compose would call the image that it builds, where no name is given.</summary>
    public string Image => Text("image") ?? $"{Project.Name}-{Name}";

    public JsonNode? Build => Keys["build"];

    public IReadOnlyList<string>? Command => Words("command");

    public IReadOnlyList<string>? Entrypoint => Words("entrypoint");

    public string Restart => Text("restart") is { Length: > 0 } restart ? restart : "no";

    public string? NetworkMode => Text("network_mode");

    /// <summary>True when the file speaks of this.</summary>
    public bool Says(string key) => Keys[key] is not null;

    public string? Text(string key) => Keys[key] is JsonValue value ? value.GetValue<string>() : null;

    public bool Flag(string key) => Text(key) is "true" or "True" or "yes" or "on";

    /// <summary>One or several, each a word.</summary>
    public IReadOnlyList<string> List(string key) => Keys[key] switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Select(item => item.GetValue<string>())],
        JsonValue one => [one.GetValue<string>()],
        JsonObject map => [.. map.Select(pair => $"{pair.Key}={pair.Value}")],
        _ => [],
    };

    /// <summary>Published and exposed ports; a range is as many.</summary>
    public IReadOnlyList<ComposePort> Ports => [.. (Keys["ports"] as JsonArray ?? []).SelectMany(ComposePort.Read)];

    public IReadOnlyList<ComposeMount> Mounts => [.. (Keys["volumes"] as JsonArray ?? []).Select(mount => ComposeMount.Read(mount, this)).OfType<ComposeMount>()];

    /// <summary>Labels of its own; those of Compose itself are not among them.</summary>
    public Dictionary<string, string> Labels => ComposeMerge.Mapping(Keys["labels"]).ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "");

    /// <summary>The engine's names of its networks, with the names that it has there.</summary>
    public IReadOnlyDictionary<string, JsonObject> Networks
    {
        get
        {
            var named = Keys["networks"] switch
            {
                JsonArray list => list.OfType<JsonValue>().Select(item => KeyValuePair.Create(item.GetValue<string>(), new JsonObject())),
                JsonObject map => map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value as JsonObject ?? [])),
                _ => [KeyValuePair.Create("default", new JsonObject())],
            };
            return named.ToDictionary(pair => Shared("networks", pair.Key), pair => pair.Value);
        }
    }

    /// <summary>What the engine calls a network or volume of the project.</summary>
    public string Shared(string kind, string name)
    {
        var written = (Whole[kind] as JsonObject)?[name] as JsonObject;
        if (written?["name"] is JsonValue given)
            return given.GetValue<string>();
        return written?["external"] is { } external && external.ToString() != "false" ? name : $"{Project.Name}_{name}";
    }

    private IReadOnlyList<string>? Words(string key) => Keys[key] switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Select(item => item.GetValue<string>())],
        JsonValue line => ShellWords.Split(line.GetValue<string>()),
        _ => null,
    };
}

/// <summary>A port of a service.</summary>
/// <param name="Address">Of the host; empty for all of them.</param>
/// <param name="Host">On the host; null where the engine chooses.</param>
/// <param name="Inside">In the container.</param>
/// <param name="Protocol"><c>tcp</c> or another.</param>
internal sealed record ComposePort(string Address, int? Host, int Inside, string Protocol)
{
    /// <summary>Empty where it is written in no way that can be read.</summary>
    public static IEnumerable<ComposePort> Read(JsonNode? written)
    {
        if (written is JsonObject map)
            return Range((string?)map["host_ip"] ?? "", (string?)map["published"] ?? "", (string?)map["target"] ?? "", (string?)map["protocol"] ?? "tcp");
        if (written is not JsonValue value)
            return [];
        var (text, protocol) = value.GetValue<string>().Split('/') is [var ports, var word] ? (ports, word) : (value.GetValue<string>(), "tcp");
        var inside = text[(text.LastIndexOf(':') + 1)..];
        var rest = text.Length > inside.Length ? text[..^(inside.Length + 1)] : "";
        var host = rest[(rest.LastIndexOf(':') + 1)..];
        return Range(rest.Length > host.Length ? rest[..^(host.Length + 1)].Trim('[', ']') : "", host, inside, protocol);
    }

    private static IEnumerable<ComposePort> Range(string address, string host, string inside, string protocol)
    {
        if (Span(inside) is not { } to)
            return [];
        var from = Span(host);
        return Enumerable.Range(0, Math.Min(to.Count, 1000)).Select(index => new ComposePort(address, from is { } some ? some.First + (some.Count == to.Count ? index : 0) : null, to.First + index, protocol));
    }

    private static (int First, int Count)? Span(string text)
    {
        var ends = text.Split('-');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last >= first
            ? (first, last - first + 1)
            : null;
    }
}

/// <summary>Something that is mounted into a service.</summary>
/// <param name="Type"><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</param>
/// <param name="Source">A path of the host or the engine's name of a volume; null for a nameless one.</param>
/// <param name="Target">In the container.</param>
/// <param name="Mode">What stands behind the target, such as <c>ro</c>; empty where nothing does.</param>
internal sealed record ComposeMount(string Type, string? Source, string Target, string Mode)
{
    public bool ReadOnly => Mode.Split(',').Contains("ro");

    /// <summary>Null where it is written in no way that can be read.</summary>
    public static ComposeMount? Read(JsonNode? written, ComposeService service)
    {
        if (written is JsonObject map && map["target"] is JsonValue target)
        {
            var (type, from) = ((string?)map["type"] ?? "volume", (string?)map["source"]);
            return new ComposeMount(type, type == "tmpfs" ? null : Place(from, type == "bind", service), target.GetValue<string>(), (string?)map["read_only"] == "true" ? "ro" : "");
        }

        if (written is not JsonValue value)
            return null;
        var text = value.GetValue<string>();
        // The colon of C:\folder parts nothing.
        var drive = text.Length > 2 && text[1] == ':' && text[2] is '\\' or '/' && char.IsAsciiLetter(text[0]) ? text[..2] : "";
        var parts = text[drive.Length..].Split(':');
        if (parts.Length == 1)
            return new ComposeMount("volume", null, parts[0], "");
        var source = drive + parts[0];
        var bind = drive.Length > 0 || source.StartsWith('.') || source.StartsWith('/') || source.StartsWith('~');
        return new ComposeMount(bind ? "bind" : "volume", Place(source, bind, service), parts[1], parts.Length > 2 ? parts[2] : "");
    }

    private static string? Place(string? source, bool bind, ComposeService service) => source switch
    {
        null or "" => null,
        _ when !bind => service.Shared("volumes", source),
        _ when source.StartsWith('~') => source,
        _ => ComposeProjects.Under(service.Project.HostFolder, source).TrimEnd('/') is { Length: > 0 } path ? path : "/",
    };
}
