using System.Text.Json;
using HydraBot.Doors.Chat.Commands;
using HydraBot.Governance.Operations;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Doors.Voice.Router;

/// <summary>
/// Every operation that can be said: what it needs is a value that somebody else knows (a container, a choice, a number) or, where the recogniser understands
/// anything, one text. One source for the grammar, the matching and the hints.
/// </summary>
internal sealed class SpokenCatalog(OperationCatalog catalog, IServiceProvider services, TimeProvider time)
{
    private const int MostValues = 150;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private Snapshot? _latest;

    /// <summary>All templates, with the values of this moment.</summary>
    public async ValueTask<IReadOnlyList<SpokenTemplate>> TemplatesAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latest) is { } latest && time.GetElapsedTime(latest.At) < Fresh)
            return latest.Templates;
        var templates = new List<SpokenTemplate>();
        foreach (var operation in catalog.All.Where(operation => operation is { Private: false, Form: false } && operation.Withheld.Count == 0))
        {
            if (await SlotsAsync(operation, cancellationToken) is { } slots)
                templates.AddRange(Names(operation).Select(words => new SpokenTemplate(operation, words, slots)));
        }
        IReadOnlyList<SpokenTemplate> all = [.. templates.DistinctBy(template => (template.Words, template.Slots.Count, template.Operation.Name))];
        Volatile.Write(ref _latest, new Snapshot(time.GetTimestamp(), all));
        return all;
    }

    /// <summary>The closed templates as a grammar, with what may come before.</summary>
    public static SpokenGrammar Grammar(IEnumerable<SpokenTemplate> templates, IEnumerable<string> more, IReadOnlyList<string> prefixes) => new(
        [.. templates.Where(template => template.IsClosed).Select(template => template.Phrase), .. more.Select(phrase => (IReadOnlyList<GrammarPart>)[new GrammarPart.Words(phrase)])],
        prefixes);

    /// <summary>Its own command, "room verb", "verb room" and "verb rooms".</summary>
    private static IEnumerable<string> Names(Operation operation)
    {
        var path = SpokenForm.OfName(CommandNames.Path(operation));
        var dotted = SpokenForm.OfName(operation.Name).Split(' ');
        var names = new List<string> { path, string.Join(' ', dotted) };
        if (dotted.Length == 2)
        {
            names.Add($"{dotted[1]} {dotted[0]}");
            names.Add($"{dotted[1]} {dotted[0]}s");
        }
        return names.Distinct(StringComparer.Ordinal).Where(name => name.Length > 0 && !name.Any(char.IsAsciiDigit));
    }

    private async ValueTask<IReadOnlyList<SpokenSlot>?> SlotsAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (!operation.Schema.TryGetProperty("required", out var required))
            return [];
        var slots = new List<SpokenSlot>();
        foreach (var name in required.EnumerateArray().Select(value => value.GetString()!))
        {
            var schema = new ParameterSchema(operation.Schema.GetProperty("properties").GetProperty(name));
            if (await ValuesAsync(operation, name, schema, cancellationToken) is not { } values)
                return null;
            slots.Add(new SpokenSlot(name, schema.Type, values));
        }
        // One text, and at the end: where it stops nobody could say otherwise.
        return slots.Count(slot => slot.IsFree) > 1 || slots.SkipLast(1).Any(slot => slot.IsFree) ? null : slots;
    }

    private async ValueTask<IReadOnlyDictionary<string, string>?> ValuesAsync(
        Operation operation, string parameter, ParameterSchema schema, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (operation.Suggestions.TryGetValue(parameter, out var type) && services.GetService(type) is ISuggestionSource source)
        {
            await foreach (var value in source.SuggestAsync("", cancellationToken).Take(MostValues).WithCancellation(cancellationToken))
                values.TryAdd(SpokenForm.OfName(value), value);
            // Nothing there is nothing to name: the operation cannot be said now.
            values.Remove("");
            return values.Count > 0 ? values : null;
        }
        switch (schema.Type)
        {
            case "boolean":
                return new Dictionary<string, string>(StringComparer.Ordinal) { ["on"] = "true", ["off"] = "false", ["true"] = "true", ["false"] = "false" };
            case "integer":
                for (var number = (int)Math.Max(0, schema.Minimum ?? 0); number <= Math.Min(100, schema.Maximum ?? 100); number++)
                    values[SpokenForm.Number(number.ToString(System.Globalization.CultureInfo.InvariantCulture))] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return values.Count > 0 ? values : null;
            case "string" when schema.Choices.Count > 0:
                foreach (var choice in schema.Choices)
                    values.TryAdd(SpokenForm.OfName(choice), choice);
                return values;
            case "string":
                return values;
            default:
                return null;
        }
    }

    private sealed record Snapshot(long At, IReadOnlyList<SpokenTemplate> Templates);
}
