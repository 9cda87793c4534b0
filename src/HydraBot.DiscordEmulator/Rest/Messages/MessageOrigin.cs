using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>Where a message comes from besides its author: the interaction that it answers, and who alone may see it.</summary>
internal sealed record MessageOrigin(Snowflake ApplicationId, InteractionMetadata? Interaction, MessageType Type, Snowflake? EphemeralTo, MessageReference? Reference);
