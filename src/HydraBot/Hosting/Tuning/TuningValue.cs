using System.Globalization;
using System.Text.Json.Nodes;

namespace HydraBot.Hosting.Tuning;

/// <summary>A number, or a text.</summary>
internal readonly record struct TuningValue
{
    private TuningValue(double number, string? text) => (Number, Text) = (number, text);

    public double Number { get; }

    public string? Text { get; }

    public static TuningValue Of(double number) => new(number, null);

    public static TuningValue Of(string text) => new(0, text);

    public JsonNode ToJson() => Text is { } text ? JsonValue.Create(text) : JsonValue.Create(Number);

    public override string ToString() => Text ?? Number.ToString("R", CultureInfo.InvariantCulture);
}
