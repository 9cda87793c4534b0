using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Help;

/// <summary>Reads an operation's schema into words.</summary>
internal static class HelpReader
{
    public static HelpEntry Read(Operation operation) => new(
        operation.Name,
        $"/{operation.Slash ?? operation.Name.Replace('.', ' ')}",
        operation.Description,
        operation.Access,
        operation.Effect,
        [.. Arguments(operation.Schema)]);

    private static IEnumerable<HelpArgument> Arguments(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            yield break;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        foreach (var property in properties.EnumerateObject())
        {
            yield return new HelpArgument(
                property.Name,
                required.Contains(property.Name),
                property.Value.TryGetProperty("description", out var description) ? description.GetString() : null,
                Allowed(property.Value));
        }
    }

    private static string Allowed(JsonElement schema)
    {
        var words = schema.TryGetProperty("enum", out var choices)
            ? $"one of {string.Join(", ", choices.EnumerateArray().Where(choice => choice.ValueKind != JsonValueKind.Null))}"
            : Type(schema);
        if (schema.TryGetProperty("minimum", out var least) && schema.TryGetProperty("maximum", out var most))
            words += $", {least} to {most}";
        return schema.TryGetProperty("default", out var preset) && preset.ValueKind != JsonValueKind.Null && preset.ToString() is { Length: > 0 } value
            ? $"{words}; {value.ToLowerInvariant()} when left out"
            : words;
    }

    private static string Type(JsonElement schema)
    {
        var type = schema.TryGetProperty("type", out var named)
            ? named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one != "null") : named.GetString()
            : null;
        return type switch
        {
            "string" => "text",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "yes or no",
            "array" => "a list",
            "object" => "an object",
            _ => "anything",
        };
    }
}
