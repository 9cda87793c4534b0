using System.Text.Json.Nodes;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>How a later compose file overrides an earlier one: mappings are joined, lists are added up, words are replaced.</summary>
/// <remarks>https://docs.docker.com/reference/compose-file/merge/</remarks>
internal static class ComposeMerge
{
    private static readonly string[] Replaced = ["command", "entrypoint", "test"];
    private static readonly string[] Named = ["environment", "labels", "args", "sysctls", "annotations"];

    public static JsonNode Of(JsonNode earlier, JsonNode later, string key = "") => (earlier, later) switch
    {
        _ when Replaced.Contains(key) => later.DeepClone(),
        _ when Named.Contains(key) => Join(Mapping(earlier), Mapping(later)),
        (JsonObject first, JsonObject second) => Join(first, second),
        (JsonArray first, JsonArray second) => new JsonArray([.. first.Concat(second).Select(item => item?.DeepClone()).DistinctBy(item => item?.ToJsonString())]),
        _ => later.DeepClone(),
    };

    /// <summary>A list of <c>NAME=value</c> as a mapping; a name without a value has none.</summary>
    public static JsonObject Mapping(JsonNode? node) => node switch
    {
        JsonObject map => map,
        JsonArray list => new JsonObject(list.OfType<JsonValue>().Select(item => item.GetValue<string>().Split('=', 2)).DistinctBy(pair => pair[0])
            .Select(pair => KeyValuePair.Create(pair[0], pair.Length == 2 ? (JsonNode?)JsonValue.Create(pair[1]) : null))),
        _ => [],
    };

    private static JsonObject Join(JsonObject first, JsonObject second)
    {
        var joined = (JsonObject)first.DeepClone();
        foreach (var (key, value) in second)
            joined[key] = value is not null && first[key] is { } known ? Of(known, value, key) : value?.DeepClone();
        return joined;
    }
}
