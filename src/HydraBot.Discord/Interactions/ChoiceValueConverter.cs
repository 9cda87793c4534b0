using System.Text.Json;
using System.Text.Json.Serialization;

namespace HydraBot.Discord.Interactions;

internal sealed class ChoiceValueConverter : JsonConverter<ChoiceValue>
{
    private const double LargestExactInteger = 9_007_199_254_740_992;

    public override ChoiceValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : reader.GetString() ?? "";

    public override void Write(Utf8JsonWriter writer, ChoiceValue value, JsonSerializerOptions options)
    {
        if (!value.IsNumber)
            writer.WriteStringValue(value.Text);
        else if (double.IsInteger(value.Number) && Math.Abs(value.Number) <= LargestExactInteger)
            writer.WriteNumberValue((long)value.Number);
        else
            writer.WriteNumberValue(value.Number);
    }
}
