using System.Globalization;
using System.Text.Json.Serialization;

namespace HydraBot.Discord.Interactions;

/// <summary>The value of a choice: text or a number.</summary>
[JsonConverter(typeof(ChoiceValueConverter))]
public readonly record struct ChoiceValue
{
    private readonly string? _text;

    private ChoiceValue(string? text, double number) => (_text, Number) = (text, number);

    /// <summary>The text, or null for a number.</summary>
    public string? Text => IsNumber ? null : _text ?? "";

    /// <summary>The number; 0 for a text.</summary>
    public double Number { get; }

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber { get; private init; }

    public static ChoiceValue FromString(string text) => new(text, 0);

    public static ChoiceValue FromDouble(double number) => new(null, number) { IsNumber = true };

    public static implicit operator ChoiceValue(string text) => FromString(text);

    public static implicit operator ChoiceValue(double number) => FromDouble(number);

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
