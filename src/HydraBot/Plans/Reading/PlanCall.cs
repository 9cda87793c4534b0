using System.Text.Json;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Plans.Reading;

/// <summary>An item that is nothing but a piece of code is an operation and its arguments: <c>`container.restart {"container": "jellyfin"}`</c>.</summary>
internal static partial class PlanCall
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    /// <summary>What the item calls; null for a goal in words.</summary>
    /// <param name="catalog">What there is.</param>
    /// <param name="text">The item.</param>
    /// <param name="problem">What is wrong with the call; null when nothing is.</param>
    public static (Operation Operation, JsonElement Arguments)? Read(OperationCatalog catalog, string text, out string? problem)
    {
        problem = null;
        if (Span().Match(text) is not { Success: true } match)
            return null;
        var name = match.Groups["name"].Value;
        if (!catalog.TryFind(name, out var operation))
        {
            // `make` is a word in a goal; `container.restrat` is a slip.
            problem = name.Contains('.', StringComparison.Ordinal) ? $"There is no operation '{name}'; help lists what there is." : null;
            return null;
        }

        if (name.StartsWith("plan.", StringComparison.Ordinal))
        {
            problem = $"'{name}' is about plans themselves, which no plan may hold.";
            return null;
        }

        if (!TryParse(match.Groups["json"].Value, out var arguments))
            problem = $"What follows '{name}' is no JSON object; written is `{name} {{\"argument\": \"value\"}}`.";
        else if (ArgumentCheck.Problems(operation.Schema, arguments) is { Count: > 0 } problems)
            problem = string.Join(' ', problems);
        return problem is null ? (operation, arguments) : null;
    }

    private static bool TryParse(string json, out JsonElement arguments)
    {
        arguments = NoArguments;
        if (string.IsNullOrWhiteSpace(json))
            return true;
        try
        {
            arguments = JsonElement.Parse(json);
            return arguments.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            // Told by the caller, with the way in which it is written.
            return false;
        }
    }

    [GeneratedRegex(@"^(?<ticks>`+)\s*(?<name>[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*)*)(?:\s+(?<json>\{.*))?\s*(?<!`)\k<ticks>$", RegexOptions.Singleline)]
    private static partial Regex Span();
}
