using System.Globalization;

namespace HydraBot.DiscordEmulator.World.Shapes;

/// <summary>Small steps between .NET values and the JSON that Discord sends.</summary>
internal static class JsonShape
{
    private const string Iso8601 = "yyyy-MM-dd'T'HH:mm:ss.ffffff+00:00";

    extension(Snowflake? id)
    {
        public JsonNode? Json => id?.ToString() is { } text ? JsonValue.Create(text) : null;
    }

    extension(DateTimeOffset moment)
    {
        /// <summary>Discord's form: microseconds, offset zero.</summary>
        public string Iso => moment.UtcDateTime.ToString(Iso8601, CultureInfo.InvariantCulture);
    }

    extension(JsonElement element)
    {
        /// <summary>A node over the same data, without copying it.</summary>
        public JsonNode? Json => element.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(element),
            JsonValueKind.Array => JsonArray.Create(element),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => JsonValue.Create(element),
        };
    }

    extension(JsonNode node)
    {
        /// <summary>An immutable copy that may be kept and shared.</summary>
        public JsonElement Frozen
        {
            get
            {
                using var document = JsonDocument.Parse(node.ToJsonString());
                return document.RootElement.Clone();
            }
        }
    }

    public static JsonArray Array(IEnumerable<Snowflake> ids) => [.. ids.Select(id => JsonValue.Create(id.ToString()))];

    public static JsonArray Array(IEnumerable<JsonNode?> nodes) => [.. nodes];
}
