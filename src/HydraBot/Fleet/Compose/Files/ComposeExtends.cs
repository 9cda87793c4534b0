using System.Text.Json.Nodes;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>Services that take over another one of the same files (<c>extends</c>). One of another file is left as it is written.</summary>
internal static class ComposeExtends
{
    public static JsonObject Resolve(JsonObject project)
    {
        if (project["services"] is not JsonObject services)
            return project;
        var resolved = new JsonObject();
        foreach (var (name, _) in services)
            resolved[name] = Service(services, name, [])?.DeepClone();
        project["services"] = resolved;
        return project;
    }

    private static JsonNode? Service(JsonObject services, string name, HashSet<string> on)
    {
        if (services[name] is not JsonObject service || !on.Add(name))
            return services[name];
        var other = service["extends"] switch
        {
            JsonValue word => word.GetValue<string>(),
            JsonObject map when map["file"] is null => (string?)map["service"],
            _ => null,
        };
        if (other is null || Service(services, other, on) is not JsonObject extended)
            return service;
        var own = (JsonObject)service.DeepClone();
        own.Remove("extends");
        return ComposeMerge.Of(extended, own);
    }
}
