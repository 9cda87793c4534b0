namespace HydraBot.Discord.Model;

/// <summary>https://discord.com/developers/docs/events/gateway-events#activity-object</summary>
public sealed record PresenceActivity
{
    public required string Name { get; init; }

    /// <summary>0 playing, 1 streaming, 2 listening, 3 watching, 4 custom, 5 competing.</summary>
    public int Type { get; init; }
    public string? State { get; init; }
    public string? Url { get; init; }
}
