using System.Collections.Immutable;

namespace HydraBot.DiscordEmulator.World;

/// <summary>What a thread has beyond a channel.</summary>
internal sealed record ThreadDetails(Snowflake OwnerId, int AutoArchiveMinutes, DateTimeOffset ArchiveChangedAt, ImmutableArray<ThreadMember> Members)
{
    public bool Archived { get; init; }
    public bool Locked { get; init; }
    public bool Invitable { get; init; } = true;
    public int MessagesSent { get; init; }
    public int MessageCount { get; init; }
}
