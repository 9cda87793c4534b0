namespace HydraBot.Discord.Model;

/// <summary>What members see beside the bot's name. https://discord.com/developers/docs/events/gateway-events#update-presence</summary>
public sealed record Presence
{
    /// <summary><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>invisible</c>.</summary>
    public string Status { get; init; } = "online";
    public IReadOnlyList<PresenceActivity> Activities { get; init; } = [];
    public bool Afk { get; init; }

    /// <summary>Unix milliseconds, or null while not idle. Discord wants the key even then.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    public long? Since { get; init; }

    /// <summary>A custom status: the text alone.</summary>
    public static Presence Custom(string text) => new() { Activities = [new PresenceActivity { Name = "Custom Status", Type = 4, State = text }] };
}
