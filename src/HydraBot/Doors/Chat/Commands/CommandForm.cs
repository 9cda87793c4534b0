using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>An operation's parameters as a form, and the filled-in form as arguments. Discord has room for five; the required come first.</summary>
internal static class CommandForm
{
    public const string Prefix = "form:";

    private const int MostInputs = 5, LongestLabel = 45, LongestText = 4000, LongestHelp = 100;

    /// <summary>The form.</summary>
    /// <param name="operation">Whose parameters.</param>
    /// <param name="title">Over it.</param>
    /// <param name="suggested">Values to choose from, by parameter.</param>
    public static Modal Draw(Operation operation, string title, IReadOnlyDictionary<string, IReadOnlyList<string>> suggested) => new()
    {
        CustomId = $"{Prefix}{operation.Name}",
        Title = title.Length <= LongestLabel ? title : title[..LongestLabel],
        Components = [.. Inputs(operation).Select(input => Draw(input, suggested.GetValueOrDefault(input.Name, [])))],
    };

    /// <summary>What was filled in.</summary>
    public static JsonElement Read(Operation operation, IReadOnlyDictionary<string, IReadOnlyList<string>> inputs)
    {
        var arguments = new JsonObject();
        foreach (var input in Inputs(operation))
        {
            if (inputs.TryGetValue(input.Name, out var values) && values is [{ Length: > 0 } value, ..])
                arguments[input.Name] = Convert(input.Schema.Type, value);
        }

        return JsonElement.Parse(arguments.ToJsonString());
    }

    private static IEnumerable<(string Name, ParameterSchema Schema, bool Required)> Inputs(Operation operation)
    {
        if (!operation.Schema.TryGetProperty("properties", out var properties))
            return [];
        var required = operation.Schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        return properties.EnumerateObject()
            .Select(property => (property.Name, Schema: new ParameterSchema(property.Value), Required: required.Contains(property.Name)))
            .Where(input => input.Schema.Type is "string" or "integer" or "number" or "boolean")
            .OrderByDescending(input => input.Required)
            .Take(MostInputs);
    }

    private static Label Draw((string Name, ParameterSchema Schema, bool Required) input, IReadOnlyList<string> suggested)
    {
        IReadOnlyList<string> choices = input.Schema.Choices is { Count: > 0 } fixedOnes ? fixedOnes : suggested;
        Component component = choices.Count > 0
            ? new StringSelect { CustomId = input.Name, Required = input.Required, Options = [.. choices.Take(CommandLimits.Choices).Select(choice => new SelectOption(choice, choice))] }
            : new TextInput
            {
                CustomId = input.Name,
                Style = input.Schema is { Type: "string", MaxLength: null or > 100 } ? TextInputStyle.Paragraph : TextInputStyle.Short,
                Required = input.Required,
                MaxLength = input.Schema.Type == "string" ? Math.Min(input.Schema.MaxLength ?? LongestText, LongestText) : 20,
            };
        var help = input.Schema.Description ?? "";
        return new Label(Cut(Words(input.Name), LongestLabel), component, help.Length == 0 ? null : Cut(help, LongestHelp));
    }

    /// <summary>Text that is no number stays text: the argument check then says what is wanted.</summary>
    private static JsonNode? Convert(string type, string value) => type switch
    {
        "integer" when long.TryParse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        "number" when double.TryParse(value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        "boolean" when bool.TryParse(value.Trim(), out var yes) => yes,
        _ => value,
    };

    /// <summary><c>timeoutSeconds</c> becomes <c>Timeout seconds</c>.</summary>
    private static string Words(string parameter) =>
        char.ToUpperInvariant(parameter[0]) + string.Concat(parameter[1..].Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
