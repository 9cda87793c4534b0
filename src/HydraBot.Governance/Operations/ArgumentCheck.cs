using System.Globalization;
using System.Text.Json;

namespace HydraBot.Governance.Operations;

/// <summary>Holds arguments against an operation's schema and says, for each that does not fit, what is allowed.</summary>
/// <remarks>
/// Covers the part of JSON Schema 2020-12 that the schemas of C# parameters use: type, enum, bounds, lengths, items, properties.
/// </remarks>
public static class ArgumentCheck
{
    /// <summary>The problems found; empty when all is well.</summary>
    public static IReadOnlyList<string> Problems(JsonElement schema, JsonElement arguments)
    {
        var problems = new List<string>();
        if (arguments.ValueKind != JsonValueKind.Object)
            problems.Add($"The arguments are a JSON object, not {Describe(arguments)}.");
        else if (SoundJson.Problem(arguments) is { } problem)
            problems.Add(problem);
        else
            CheckObject(schema, arguments, "", problems);
        return problems;
    }

    private static void CheckObject(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var argument in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(argument.Name, out var property))
                CheckValue(property, argument.Value, Join(path, argument.Name), problems);
            else if (!AllowsMore(schema))
                problems.Add($"There is no argument '{Join(path, argument.Name)}'; {Allowed(known)}.");
        }

        if (!schema.TryGetProperty("required", out var required))
            return;
        foreach (var name in required.EnumerateArray().Select(item => item.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
            problems.Add($"The argument '{Join(path, name)}' is missing{Wanted(known, name)}.");
    }

    private static void CheckValue(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (Types(schema) is [_, ..] types && !types.Any(type => Fits(type, value)))
        {
            problems.Add($"The argument '{path}' is {Or(types)}, not {Describe(value)}.");
            return;
        }

        if (schema.TryGetProperty("enum", out var choices)
            && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
            problems.Add($"The argument '{path}' is one of {string.Join(", ", choices.EnumerateArray().Select(Text))}, not {Text(value)}.");
        CheckBounds(schema, value, path, problems);

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
                CheckValue(items, item, $"{path}[{index}]", problems);
        }
        else if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out _))
        {
            CheckObject(schema, value, path, problems);
        }
    }

    private static void CheckBounds(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            var number = value.GetDouble();
            if (schema.TryGetProperty("minimum", out var minimum) && number < minimum.GetDouble())
                problems.Add($"The argument '{path}' is at least {minimum}, not {Text(value)}.");
            if (schema.TryGetProperty("maximum", out var maximum) && number > maximum.GetDouble())
                problems.Add($"The argument '{path}' is at most {maximum}, not {Text(value)}.");
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            var length = value.GetString()!.Length;
            if (schema.TryGetProperty("minLength", out var shortest) && length < shortest.GetInt32())
                problems.Add($"The argument '{path}' has at least {shortest} characters, not {length}.");
            if (schema.TryGetProperty("maxLength", out var longest) && length > longest.GetInt32())
                problems.Add($"The argument '{path}' has at most {longest} characters, not {length}.");
        }
    }

    private static bool AllowsMore(JsonElement schema) =>
        schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind != JsonValueKind.False;

    private static string[] Types(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(item => item.GetString()!)] : [type.GetString()!]
        : [];

    private static bool Fits(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the text {Text(value)}",
        JsonValueKind.Number => $"the number {Text(value)}",
        JsonValueKind.True or JsonValueKind.False => $"the boolean {Text(value)}",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static string Text(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 57)}...");
    }

    private static string Or(string[] types) => string.Join(" or ", types.Select(type => type switch
    {
        "integer" => "a whole number",
        "array" => "an array",
        "object" => "an object",
        "null" => "null",
        _ => $"a {type}",
    }));

    private static string Allowed(JsonElement known) => known.ValueKind == JsonValueKind.Object && known.EnumerateObject().Any()
        ? $"allowed are {string.Join(", ", known.EnumerateObject().Select(property => property.Name))}"
        : "it takes none";

    private static string Wanted(JsonElement known, string name) =>
        known.ValueKind == JsonValueKind.Object && known.TryGetProperty(name, out var property)
        && Types(property) is [_, ..] types
            ? $"; it is {Or(types)}"
            : "";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
