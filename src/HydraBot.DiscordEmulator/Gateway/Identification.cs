namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>What a client says of itself in op 2.</summary>
internal sealed record Identification(string Token, GatewayIntents Intents, int ShardId, int ShardCount, bool Compress, JsonObject Presence)
{
    /// <exception cref="GatewayCloseException">Something is missing or of the wrong type.</exception>
    public static Identification Read(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("token", out var token) || token.ValueKind != JsonValueKind.String)
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        if (!data.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        var (shardId, shardCount) = Shard(data);
        return new Identification(
            token.GetString()!, ReadIntents(data), shardId, shardCount, Flag(data, "compress"), ReadPresence(data));
    }

    public static JsonObject DefaultPresence() => new() { ["status"] = "online", ["activities"] = new JsonArray() };

    /// <summary>The presence of op 2 and op 3.</summary>
    public static JsonObject? StatusAndActivities(JsonElement presence)
    {
        string[] known = ["online", "dnd", "idle", "invisible", "offline"];
        if (presence.ValueKind != JsonValueKind.Object
            || !presence.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.String || !known.Contains(status.GetString()))
            return null;
        var activities = presence.TryGetProperty("activities", out var list) && list.ValueKind == JsonValueKind.Array
            ? JsonArray.Create(list.Clone())!
            : [];
        return new JsonObject { ["status"] = status.GetString() is "invisible" ? "offline" : status.GetString(), ["activities"] = activities };
    }

    private static JsonObject ReadPresence(JsonElement data) =>
        data.TryGetProperty("presence", out var presence) && presence.ValueKind == JsonValueKind.Object
            ? StatusAndActivities(presence) ?? DefaultPresence()
            : DefaultPresence();

    private static GatewayIntents ReadIntents(JsonElement data)
    {
        if (!data.TryGetProperty("intents", out var intents))
            return GatewayIntents.None;
        return intents.ValueKind == JsonValueKind.Number && intents.TryGetInt32(out var bits)
            ? (GatewayIntents)bits
            : throw new GatewayCloseException(GatewayCloseCode.InvalidIntents, "Invalid intent(s).");
    }

    private static (int Id, int Count) Shard(JsonElement data)
    {
        if (!data.TryGetProperty("shard", out var shard) || shard.ValueKind == JsonValueKind.Null)
            return (0, 1);
        var valid = shard.ValueKind == JsonValueKind.Array && shard.GetArrayLength() == 2
            && shard[0].TryGetInt32(out var id) && shard[1].TryGetInt32(out var count) && count > 0 && id >= 0 && id < count;
        return valid
            ? (shard[0].GetInt32(), shard[1].GetInt32())
            : throw new GatewayCloseException(GatewayCloseCode.InvalidShard, "Invalid shard.");
    }

    private static bool Flag(JsonElement data, string name) => data.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
