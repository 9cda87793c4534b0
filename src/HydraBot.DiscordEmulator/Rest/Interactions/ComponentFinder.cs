namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Finds components with a custom id in the trees of messages and modals.</summary>
internal static class ComponentFinder
{
    private static readonly string[] Nesting = ["components", "component", "accessory", "items"];

    public static JsonElement? Find(JsonElement? tree, string customId) =>
        tree is { } root ? All(root).Cast<JsonElement?>().FirstOrDefault(one => CustomId(one!.Value) == customId) : null;

    /// <summary>Every object of the tree that has a custom id.</summary>
    public static IEnumerable<JsonElement> All(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
            return node.EnumerateArray().SelectMany(All);
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        var inside = Nesting.Where(name => node.TryGetProperty(name, out _)).SelectMany(name => All(node.GetProperty(name)));
        return CustomId(node) is null ? inside : inside.Prepend(node);
    }

    public static string? CustomId(JsonElement component) =>
        component.TryGetProperty("custom_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
}
