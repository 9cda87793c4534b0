using System.Collections.Immutable;
using System.Globalization;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>Reads fields of stored records; a field that is not there is one that was empty.</summary>
internal static class StoredFields
{
    private const string RoundTrip = "O";

    extension(JsonElement record)
    {
        public string Text(string name) => record.TextOrNull(name) ?? "";

        public string? TextOrNull(string name) => record.TryGetProperty(name, out var field) ? field.GetString() : null;

        public Snowflake Id(string name) => record.IdOrNull(name) ?? default;

        public Snowflake? IdOrNull(string name) => record.TextOrNull(name) is { } text ? Snowflake.Parse(text) : null;

        public int Number(string name) => record.NumberOrNull(name) ?? 0;

        public int? NumberOrNull(string name) => record.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Number ? field.GetInt32() : null;

        public ulong Bits(string name) => ulong.Parse(record.Text(name), CultureInfo.InvariantCulture);

        public bool Flag(string name) => record.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.True;

        public DateTimeOffset Moment(string name) => record.MomentOrNull(name) ?? default;

        public DateTimeOffset? MomentOrNull(string name) =>
            record.TextOrNull(name) is { } text ? DateTimeOffset.ParseExact(text, RoundTrip, CultureInfo.InvariantCulture) : null;

        public JsonElement? Kept(string name) =>
            record.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field.Clone() : null;

        public JsonElement? Record(string name) =>
            record.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Object ? field : null;

        public ImmutableArray<Snowflake> Ids(string name) => record.List(name, item => Snowflake.Parse(item.GetString()!));

        public ImmutableArray<TItem> List<TItem>(string name, Func<JsonElement, TItem> read) =>
            record.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(read)] : [];
    }

    extension(DateTimeOffset moment)
    {
        public string Stored => moment.ToString(RoundTrip, CultureInfo.InvariantCulture);
    }

    extension(Permissions permissions)
    {
        public string Stored => ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
    }
}
