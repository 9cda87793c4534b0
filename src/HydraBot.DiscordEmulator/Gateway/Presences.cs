using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Who is there and what they do, as the newest of their sessions says.</summary>
internal sealed class Presences(GatewaySessions sessions)
{
    public JsonObject Of(Snowflake userId, Snowflake guildId)
    {
        var newest = sessions.Of(userId).LastOrDefault(session => session.Connection is not null);
        var status = newest?.Presence["status"]?.GetValue<string>() ?? "offline";
        return new JsonObject
        {
            ["user"] = new JsonObject { ["id"] = userId.ToString() },
            ["guild_id"] = guildId.ToString(),
            ["status"] = status,
            ["activities"] = newest?.Presence["activities"]?.DeepClone() ?? new JsonArray(),
            ["client_status"] = status == "offline" ? new JsonObject() : new JsonObject { ["web"] = status },
        };
    }
}
