using System.Text.Json;
using HydraBot.Discord.Interactions;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>What a slash command's option needs to know of a parameter's JSON schema.</summary>
internal readonly struct ParameterSchema(JsonElement schema)
{
    /// <summary>The parameter's help text.</summary>
    public string? Description => Get("description") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The values of an enumeration.</summary>
    public IReadOnlyList<string> Choices => Get("enum") is { ValueKind: JsonValueKind.Array } values
        ? [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
        : [];

    public double? Minimum => Get("minimum") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public double? Maximum => Get("maximum") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public int? MaxLength => Get("maxLength") is { ValueKind: JsonValueKind.Number } number ? Math.Min(number.GetInt32(), 6000) : null;

    /// <summary>The JSON type, null aside.</summary>
    public string Type => Get("type") switch
    {
        { ValueKind: JsonValueKind.String } type => type.GetString()!,
        { ValueKind: JsonValueKind.Array } types => types.EnumerateArray().Select(type => type.GetString()!).FirstOrDefault(type => type != "null") ?? "string",
        _ => "string",
    };

    /// <summary>Lists and objects are typed as text: Discord has no option for them.</summary>
    public CommandOptionType OptionType => Type switch
    {
        "integer" => CommandOptionType.Integer,
        "number" => CommandOptionType.Number,
        "boolean" => CommandOptionType.Boolean,
        _ => CommandOptionType.String,
    };

    private JsonElement? Get(string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) ? value : null;
}
