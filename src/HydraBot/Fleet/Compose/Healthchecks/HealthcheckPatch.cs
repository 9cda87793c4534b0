using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Editing;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Yaml;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Writes a healthcheck into a service of a compose file, and proves that nothing else changes.</summary>
internal static class HealthcheckPatch
{
    private const string Key = "healthcheck";

    /// <param name="file">As it is.</param>
    /// <param name="service">Which.</param>
    /// <param name="draft">What.</param>
    /// <param name="options">How often it runs.</param>
    /// <returns>The one insertion that it takes.</returns>
    /// <exception cref="OperationException">There is no safe place for it; the message says why.</exception>
    public static TextEdit Into(ComposeFile file, string service, HealthcheckDraft draft, ComposeOptions options)
    {
        var root = file.Sound();
        var map = file.Service(service) switch
        {
            YamlMap { Entries.Count: > 0 } own => own,
            YamlMap { Flow: true } empty => empty,
            YamlAlias => throw new OperationException($"In {file.HostPath} the service '{service}' repeats another one as a whole (an alias); a healthcheck of its own has no place there."),
            null => throw new OperationException($"{file.HostPath} has no service '{service}'."),
            _ => throw new OperationException($"In {file.HostPath} the service '{service}' is empty."),
        };
        var before = YamlModel.Of(root)!;
        var wanted = before.DeepClone();
        wanted["services"]![service]![Key] = Model(draft, options);
        if (before["services"]![service]![Key] is not null)
            throw new OperationException($"In {file.HostPath} the service '{service}' has a healthcheck already.");
        var step = Math.Max(1, map.Flow ? 2 : map.Entries[0].Key.Column - ServiceKey(root, map).Column);
        foreach (var edit in KeyInsertion.Places(file.Text, map, step, Key, Lines(draft, options)))
        {
            if (file.Become(TextEdit.Apply(file.Text, [edit])) is { Root: { } after } && JsonNode.DeepEquals(YamlModel.Of(after), wanted))
                return edit;
        }

        throw new OperationException(Shared(map, service, file));
    }

    /// <summary>The keys below <c>healthcheck</c>, each on one line.</summary>
    internal static IReadOnlyList<(string Name, string Value)> Lines(HealthcheckDraft draft, ComposeOptions options) =>
    [
        ("test", $"[{string.Join(", ", draft.Test.Select(word => Quoted(word.Replace("$", "$$", StringComparison.Ordinal))))}]"),
        ("interval", Span(options.Interval)),
        ("timeout", Span(options.Timeout)),
        ("retries", options.Retries.ToString(CultureInfo.InvariantCulture)),
        ("start_period", Span(draft.StartPeriod)),
    ];

    /// <summary>A span in Compose's words: <c>90s</c>, <c>1500ms</c>.</summary>
    internal static string Span(TimeSpan span) => span.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalSeconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMilliseconds}ms");

    private static JsonObject Model(HealthcheckDraft draft, ComposeOptions options)
    {
        var model = new JsonObject(Lines(draft, options).Select(line => KeyValuePair.Create(line.Name, (JsonNode?)JsonValue.Create(line.Value))));
        model["test"] = new JsonArray([.. draft.Test.Select(word => (JsonNode?)JsonValue.Create(word.Replace("$", "$$", StringComparison.Ordinal)))]);
        return model;
    }

    /// <summary>A double-quoted word: what JSON escapes, YAML reads.</summary>
    private static string Quoted(string word) => $"\"{JsonEncodedText.Encode(word, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static YamlPart ServiceKey(YamlMap root, YamlMap service) =>
        ((YamlMap)root["services"]!.Target).Entries.First(entry => ReferenceEquals(entry.Value, service)).Key;

    private static string Shared(YamlMap map, string service, ComposeFile file) => map.Anchor is { } anchor
        ? $"In {file.HostPath} other places take over all of '{service}' by *{anchor}, and would take over its healthcheck as well. Write it by hand where it belongs."
        : $"In {file.HostPath} no place was found at which a healthcheck of '{service}' changes nothing else. Write it by hand.";
}
