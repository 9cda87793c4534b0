using System.Text.Json;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>An option that a member filled in, or a subcommand with its own options.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure</remarks>
public sealed record InteractionOption
{
    public string Name { get; set; } = "";
    public CommandOptionType Type { get; set; }

    /// <summary>String, number or boolean, as typed; while typing in autocomplete it is unchecked text.</summary>
    public JsonElement? Value { get; set; }
    public IReadOnlyList<InteractionOption>? Options { get; set; }
    public bool Focused { get; set; }

    /// <summary>The value as text, whatever its kind.</summary>
    public string AsText() => Value is { } value ? value.ToString() : "";

    /// <summary>The value as a whole number.</summary>
    public long AsInteger() => Value is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : throw Wrong("a whole number");

    /// <summary>The value as a number.</summary>
    public double AsNumber() => Value is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : throw Wrong("a number");

    /// <summary>The value as true or false.</summary>
    public bool AsBoolean() => Value is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : throw Wrong("true or false");

    /// <summary>The value as the id of a user, role, channel or attachment; look it up in <see cref="InteractionData.Resolved"/>.</summary>
    public Snowflake AsId() => Snowflake.TryParse(AsText(), out var id) ? id : throw Wrong("an id");

    private DiscordException Wrong(string wanted) => new($"Option '{Name}' holds '{AsText()}' ({Type}), not {wanted}.");
}
