using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Something that happened, who may know of it and which intents ask for it.</summary>
internal sealed class GatewayEvent(string name, JsonObject data, GatewayIntents intents = GatewayIntents.None)
{
    private static readonly string[] ContentFields = ["embeds", "attachments", "components"];

    private readonly Lazy<byte[]> _full = new(() => JsonBytes.Of(data));
    private readonly Lazy<byte[]> _blank = new(() => Blank(data));

    public string Name => name;

    /// <summary>Any of these brings the event to a bot; none means that every bot gets it.</summary>
    public GatewayIntents Intents => intents;

    public Snowflake? GuildId { get; init; }

    /// <summary>Who may know of it; null means everybody in the guild.</summary>
    public Func<User, bool>? Reaches { get; init; }

    /// <summary>Who reads the content without the MESSAGE_CONTENT intent; null for events without a message in them.</summary>
    public Func<User, bool>? ReadsContent { get; init; }

    public byte[] DataFor(GatewaySession session) =>
        ReadsContent is null || session.Has(GatewayIntents.MessageContent) || ReadsContent(session.User) ? _full.Value : _blank.Value;

    private static byte[] Blank(JsonObject data)
    {
        var copy = data.DeepClone().AsObject();
        foreach (var message in new[] { copy, copy["referenced_message"] as JsonObject }.OfType<JsonObject>())
        {
            message["content"] = "";
            foreach (var field in ContentFields)
                message[field] = new JsonArray();
        }
        return JsonBytes.Of(copy);
    }
}
