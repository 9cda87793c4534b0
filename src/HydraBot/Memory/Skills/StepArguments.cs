using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HydraBot.Memory.Skills;

/// <summary>
/// Fills parameters into arguments. A text that is nothing but <c>{name}</c> becomes what the operation wants there: a number, a list, a yes or no;
/// inside a longer text it becomes text. <c>{{name}}</c> stands for the words themselves.
/// </summary>
internal static partial class StepArguments
{
    /// <param name="arguments">With parameters in them.</param>
    /// <param name="schema">The operation's, which says of what kind an argument is.</param>
    /// <param name="value">The value of a parameter, told what the schema says about its place; undefined inside a longer text.</param>
    public static JsonElement Fill(JsonElement arguments, JsonElement schema, Func<string, JsonElement, string> value) =>
        JsonSerializer.SerializeToElement(Fill(JsonNode.Parse(arguments.GetRawText()), schema, value), MemoryJson.Default.JsonNode);

    /// <summary>A value that the schema takes, to try a parameter out with.</summary>
    public static string Sample(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return "x";
        if (schema.TryGetProperty("enum", out var choices) && choices.GetArrayLength() > 0)
            return choices[0].ToString();
        return Types(schema) switch
        {
            var types when types.Contains("string") => new string('x', schema.TryGetProperty("minLength", out var least) ? Math.Clamp(least.GetInt32(), 1, 1000) : 1),
            var types when types.Contains("integer") || types.Contains("number") => schema.TryGetProperty("minimum", out var minimum) ? minimum.ToString() : "1",
            var types when types.Contains("boolean") => "true",
            _ => "x",
        };
    }

    private static JsonNode? Fill(JsonNode? node, JsonElement schema, Func<string, JsonElement, string> value) => node switch
    {
        JsonObject all => new JsonObject(all.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, Below(schema, "properties", pair.Key), value)))),
        JsonArray all => new JsonArray([.. all.Select(item => Fill(item, Below(schema, "items", null), value))]),
        JsonValue text when text.TryGetValue<string>(out var words) => Text(words, schema, value),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Text(string words, JsonElement schema, Func<string, JsonElement, string> value) => Whole().Match(words) is { Success: true } whole
        ? Typed(value(whole.Groups[1].Value, schema), schema)
        : JsonValue.Create(Place().Replace(words, place => place.Groups["words"] is { Success: true } literal ? $"{{{literal.Value}}}" : value(place.Groups["name"].Value, default)));

    private static JsonNode? Typed(string text, JsonElement schema)
    {
        var types = Types(schema);
        if (types.Contains("integer") && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        if (types.Contains("number") && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return JsonValue.Create(number);
        if (types.Contains("boolean") && bool.TryParse(text, out var yes))
            return JsonValue.Create(yes);
        if (types.Contains("array"))
            return new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => Typed(item, Below(schema, "items", null)))]);
        return JsonValue.Create(text);
    }

    private static JsonElement Below(JsonElement schema, string keyword, string? name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var below)
            ? name is null ? below : below.ValueKind == JsonValueKind.Object && below.TryGetProperty(name, out var property) ? property : default
            : default;

    private static string[] Types(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type)
        ? type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.GetString()!)] : [type.GetString()!]
        : [];

    [GeneratedRegex(@"\A\{([a-z][a-z0-9_]*)\}\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\{\{(?<words>[a-z][a-z0-9_]*)\}\}|\{(?<name>[a-z][a-z0-9_]*)\}")]
    private static partial Regex Place();
}
