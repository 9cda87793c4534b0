using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Governance.Constitution;
using HydraBot.Law.Constitution;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HydraBot.Tests.Law;

/// <summary>What editors are told of a law is what the reader takes.</summary>
public class SchemaTests
{
    private const string Rule = "{ operations: room.*, decision: allow }";

    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "assets/constitution.schema.json")))!;

    [Fact]
    public void The_shipped_law_fits_the_schema() =>
        Assert.Empty(Faults(File.ReadAllText(ConstitutionFile.Find("CONSTITUTION.yaml"))));

    [Theory]
    [InlineData(Rule)]
    [InlineData("{ operations: [a, b.*], except: a.x, effects: [change, destroy], callers: model, decision: deny, because: No. }")]
    [InlineData("{ arguments: { container: { not: [proxy] } }, facts: { not: act.reads }, decision: allow }")]
    [InlineData("{ facts: [security.*, git.forcePush], without: { backup: \"1.00:00:00\" }, decision: deny }")]
    [InlineData("{ rate: { count: 5, per: \"01:00:00\" }, coolDown: \"00:05:00\", decision: allow }")]
    [InlineData("{ decision: approve, approvers: { access: owner, count: 2, asker: false, expires: \"01:00:00\" } }")]
    public void What_the_reader_takes_fits_the_schema(string rule)
    {
        Assert.NotNull(ConstitutionReader.Read(Law(rule)));
        Assert.Empty(Faults(Law(rule)));
    }

    [Theory]
    [InlineData("{ operations: room.* }")]
    [InlineData("{ operation: room.*, decision: allow }")]
    [InlineData("{ effects: explode, decision: allow }")]
    [InlineData("{ callers: robot, decision: allow }")]
    [InlineData("{ decision: perhaps }")]
    [InlineData("{ decision: approve, approvers: { count: 1 } }")]
    [InlineData("{ decision: approve, approvers: { access: king } }")]
    [InlineData("{ rate: { count: 5 }, decision: allow }")]
    [InlineData("{ coolDown: soon, decision: allow }")]
    [InlineData("{ without: { backups: \"01:00:00\" }, decision: deny }")]
    public void What_the_reader_refuses_does_not_fit_the_schema(string rule)
    {
        Assert.Throws<ConstitutionException>(() => ConstitutionReader.Read(Law(rule)));
        Assert.NotEmpty(Faults(Law(rule)));
    }

    private static string Law(string rule) => $"version: 1\narticles: [{{ id: a, title: A, text: A., rules: [{rule}] }}]";

    private static string[] Faults(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. Check(Json(stream.Documents[0].RootNode), Schema, "")];
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), Json(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    /// <summary>As much of JSON Schema as the schema of the law uses.</summary>
    private static IEnumerable<string> Check(JsonNode? value, JsonNode schema, string path)
    {
        if (schema["$ref"] is { } reference)
            return Check(value, Schema["$defs"]![reference.ToString().Split('/')[^1]]!, path);
        if (schema["oneOf"] is JsonArray choices)
            return choices.Count(choice => !Check(value, choice!, path).Any()) == 1 ? [] : [$"{path} fits not one of {choices.Count}"];
        if (schema["enum"] is JsonArray allowed)
            return allowed.Any(one => JsonNode.DeepEquals(one, value)) ? [] : [$"{path} is {value}"];
        return Typed(value, schema, path).Concat(value switch
        {
            JsonObject fields => Fields(fields, schema, path),
            JsonArray items => Items(items, schema, path),
            _ => schema["pattern"] is { } pattern && value is not null && !Regex.IsMatch(value.ToString(), pattern.ToString()) ? [$"{path} is {value}"] : [],
        });
    }

    private static IEnumerable<string> Typed(JsonNode? value, JsonNode schema, string path)
    {
        if (schema["type"] is not { } type)
            yield break;
        var types = type is JsonArray several ? several.Select(one => one!.ToString()).ToArray() : [type.ToString()];
        var kind = value?.GetValueKind().ToString() ?? "Null";
        if (!types.Any(one => one switch { "integer" or "number" => kind == "Number", "boolean" => kind is "True" or "False", _ => kind.Equals(one, StringComparison.OrdinalIgnoreCase) }))
            yield return $"{path} is a {kind}";
        if (schema["minimum"] is { } least && value is JsonValue number && number.TryGetValue<long>(out var given) && given < least.GetValue<int>())
            yield return $"{path} is {given}";
    }

    private static IEnumerable<string> Fields(JsonObject fields, JsonNode schema, string path)
    {
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(one => one!.ToString()).Where(name => !fields.ContainsKey(name)))
            yield return $"{path} lacks {name}";
        foreach (var (name, value) in fields)
        {
            var known = schema["properties"]?[name] ?? (schema["additionalProperties"] is JsonObject others ? others : null);
            if (known is null && schema["additionalProperties"] is JsonValue more && !more.GetValue<bool>())
                yield return $"{path} does not know {name}";
            foreach (var fault in known is null ? [] : Check(value, known, $"{path}/{name}"))
                yield return fault;
        }
    }

    private static IEnumerable<string> Items(JsonArray items, JsonNode schema, string path)
    {
        if (schema["minItems"] is { } least && items.Count < least.GetValue<int>())
            yield return $"{path} has {items.Count} items";
        foreach (var fault in items.SelectMany((item, at) => schema["items"] is { } each ? Check(item, each, $"{path}[{at}]") : []))
            yield return fault;
    }
}
