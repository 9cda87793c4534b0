using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>One request, read and authorized, as a handler sees it.</summary>
internal sealed class RestCall(HttpRequest request, Account? caller, RequestBody body)
{
    /// <summary>Who calls; routes that carry their own token in the path have nobody.</summary>
    public Account Caller => caller ?? throw Refusal.Unauthorized;

    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement.Clone();

    public JsonElement Json => body.Json;

    /// <summary>The body to be read field by field; no body at all reads as an empty object.</summary>
    public Payload Payload => Payload.Of(body.Json.ValueKind == JsonValueKind.Undefined ? EmptyObject : body.Json);

    public IReadOnlyList<UploadedFile> Files => body.Files;

    public string Path(string name) => (string)request.RouteValues[name]!;

    public string? Query(string name) => request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public bool QueryFlag(string name) => Query(name) is "true" or "True" or "1";

    /// <summary>A snowflake of the path; the route's parameter <c>channel</c> is Discord's <c>channel_id</c>.</summary>
    public Snowflake Id(string name) =>
        Snowflake.TryParse(Path(name), out var id)
            ? id
            : throw Refusal.InvalidField($"{name}_id", "NUMBER_TYPE_COERCE", $"Value \"{Path(name)}\" is not snowflake.");

    public Snowflake? QueryId(string name)
    {
        if (Query(name) is not { } text)
            return null;
        return Snowflake.TryParse(text, out var id)
            ? id
            : throw Refusal.InvalidField(name, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
    }

    public int QueryInteger(string name, int otherwise, int min, int max)
    {
        if (Query(name) is not { } text)
            return otherwise;
        if (!int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number))
            throw Refusal.InvalidField(name, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not int.");
        if (number < min)
            throw Refusal.InvalidField(name, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        return number <= max ? number : throw Refusal.InvalidField(name, "NUMBER_TYPE_MAX", $"int value should be less than or equal to {max}.");
    }
}
