using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_MEMBERS_CHUNK: up to 1000 of the members asked for.</summary>
public sealed record GuildMembersChunk
{
    public Snowflake GuildId { get; set; }
    public IReadOnlyList<Member> Members { get; set; } = [];
    public int ChunkIndex { get; set; }
    public int ChunkCount { get; set; }
    public IReadOnlyList<Snowflake>? NotFound { get; set; }
    public string? Nonce { get; set; }
}
