using System.Text.Json;

namespace HydraBot.Hosting;

/// <summary>Reads what a program sends, of which any part may be missing.</summary>
internal static class JsonReading
{
    extension(JsonElement json)
    {
        /// <summary>A member, or nothing.</summary>
        public JsonElement? At(string name) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

        /// <summary>A member as text: numbers as they are written.</summary>
        public string? Text(string name) => json.At(name) is { } value ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

        public long? Number(string name) => json.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? (long)number : null;

        public bool? Flag(string name) => json.At(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

        /// <summary>The items of a list; none when it is none.</summary>
        public IEnumerable<JsonElement> Items => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

        /// <summary>The members of an object; none when it is none.</summary>
        public IEnumerable<JsonProperty> Members => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : [];

        public IEnumerable<JsonElement> ItemsAt(string name) => json.At(name) is { } list ? list.Items : [];

        public IEnumerable<JsonProperty> MembersAt(string name) => json.At(name) is { } inner ? inner.Members : [];
    }
}
