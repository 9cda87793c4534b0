using System.Collections.Immutable;

namespace HydraBot.DiscordEmulator.World;

/// <summary>One emoji under a message, with who pressed it, first one first.</summary>
internal sealed record Reaction(Emoji Emoji, ImmutableArray<Snowflake> Users);
