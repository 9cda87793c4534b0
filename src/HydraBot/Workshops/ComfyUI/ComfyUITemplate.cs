using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.ComfyUI;

/// <summary>
/// A workflow in ComfyUI's API format with places to fill: <c>{{name}}</c> must be given, <c>{{name=default}}</c> may be. A place that is all of a
/// value takes the default's kind (number, true or false, text); inside of a longer text it is text. What is filled in is a value and never becomes
/// part of the graph.
/// </summary>
internal sealed partial class ComfyUITemplate(string name, JsonObject graph)
{
    public string Name => name;

    /// <summary>The places by name, with their defaults.</summary>
    public IReadOnlyDictionary<string, string?> Places { get; } = Find(graph);

    /// <summary>The graph with all places filled.</summary>
    /// <param name="given">Values by name.</param>
    /// <param name="first">Names the first model of a folder, for defaults of the form <c>@first:checkpoints</c>.</param>
    /// <exception cref="OperationException">A name is not known, is missing, or its value does not fit.</exception>
    public async Task<JsonObject> FillAsync(IReadOnlyDictionary<string, string> given, Func<string, Task<string>> first)
    {
        if (given.Keys.FirstOrDefault(key => !Places.ContainsKey(key)) is { } unknown)
            throw new OperationException($"The template '{name}' has no parameter '{unknown}'; it has {Names()}.");
        var values = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var (place, standard) in Places)
            values[place] = await ValueAsync(place, standard, given.GetValueOrDefault(place), first);
        return (JsonObject)Fill(graph, values)!;
    }

    public string Names() => string.Join(", ", Places.Select(place => place.Value is null ? $"{place.Key} (needed)" : $"{place.Key}={place.Value}"));

    private async Task<JsonValue> ValueAsync(string place, string? standard, string? given, Func<string, Task<string>> first)
    {
        if (given is null && standard is null)
            throw new OperationException($"The template '{name}' needs '{place}'; it has {Names()}.");
        if (standard == "@random")
            return given is null ? JsonValue.Create(Random.Shared.NextInt64(1, 1L << 53)) : Whole(place, given);
        if (standard?.StartsWith("@first:", StringComparison.Ordinal) == true)
            return JsonValue.Create(given ?? await first(standard["@first:".Length..]));
        var text = given ?? standard!;
        return standard switch
        {
            not null when long.TryParse(standard, CultureInfo.InvariantCulture, out _) => Whole(place, text),
            not null when double.TryParse(standard, CultureInfo.InvariantCulture, out _) =>
                double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : throw Misfit(place, text, "a number"),
            "true" or "false" => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : throw Misfit(place, text, "true or false"),
            _ => JsonValue.Create(text),
        };
    }

    private JsonValue Whole(string place, string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : throw Misfit(place, text, "a whole number");

    private OperationException Misfit(string place, string text, string allowed) => new($"The parameter '{place}' of '{name}' is '{text}'; allowed is {allowed}.");

    private static JsonNode? Fill(JsonNode? node, Dictionary<string, JsonValue> values) => node switch
    {
        JsonObject o => new JsonObject(o.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, values)))),
        JsonArray a => new JsonArray([.. a.Select(item => Fill(item, values))]),
        JsonValue v when v.TryGetValue<string>(out var text) && Place().Match(text) is { Success: true } match => match.Length == text.Length
            ? values[match.Groups["name"].Value].DeepClone()
            : JsonValue.Create(Place().Replace(text, inner => values[inner.Groups["name"].Value].ToString())),
        _ => node?.DeepClone(),
    };

    private static Dictionary<string, string?> Find(JsonNode? node)
    {
        var places = new Dictionary<string, string?>(StringComparer.Ordinal);
        void Look(JsonNode? within)
        {
            foreach (var child in within switch { JsonObject o => o.Select(pair => pair.Value), JsonArray a => a, _ => [] })
                Look(child);
            if (within is not JsonValue value || !value.TryGetValue<string>(out var text))
                return;
            foreach (Match match in Place().Matches(text))
            {
                var standard = match.Groups["default"] is { Success: true } group ? group.Value : null;
                places[match.Groups["name"].Value] = places.GetValueOrDefault(match.Groups["name"].Value) ?? standard;
            }
        }

        Look(node);
        return places;
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z][A-Za-z0-9_]*)\s*(?:=(?<default>[^{}]*))?\}\}")]
    private static partial Regex Place();
}
