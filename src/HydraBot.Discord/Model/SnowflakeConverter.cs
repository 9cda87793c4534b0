using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

internal sealed class SnowflakeConverter : JsonConverter<Snowflake>
{
    private const int MaxDigits = 20;

    public override Snowflake Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? new Snowflake(reader.GetUInt64()) : ReadDigits(ref reader);

    public override void Write(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(value.Value, digits, out var length);
        writer.WriteStringValue(digits[..length]);
    }

    public override Snowflake ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadDigits(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static Snowflake ReadDigits(ref Utf8JsonReader reader)
    {
        // Escapes and split buffers never occur in Discord's ids; the slow path keeps them right all the same.
        if (reader.HasValueSequence || reader.ValueIsEscaped)
            return Snowflake.TryParse(reader.GetString(), out var slow) ? slow : throw new JsonException("A Discord id is decimal digits.");

        var span = reader.ValueSpan;
        return Utf8Parser.TryParse(span, out ulong value, out var consumed) && consumed == span.Length
            ? new Snowflake(value)
            : throw new JsonException("A Discord id is decimal digits.");
    }
}
