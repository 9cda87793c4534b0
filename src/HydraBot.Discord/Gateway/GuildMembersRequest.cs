using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>Asks for members over the gateway; they come as <see cref="Events.GuildMembersChunk"/>.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
public sealed record GuildMembersRequest
{
    /// <summary>The guild.</summary>
    public required Snowflake GuildId { get; init; }

    /// <summary>How the names start; empty for all. Either this or <see cref="UserIds"/>.</summary>
    public string? Query { get; init; }

    /// <summary>How many at most; 0 for all.</summary>
    public int Limit { get; init; }

    /// <summary>Up to 100 accounts.</summary>
    public IReadOnlyList<Snowflake>? UserIds { get; init; }

    /// <summary>Up to 32 bytes that come back in the answer.</summary>
    public string? Nonce { get; init; }
}
