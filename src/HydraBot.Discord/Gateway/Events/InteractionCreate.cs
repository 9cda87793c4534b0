using HydraBot.Discord.Interactions;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>INTERACTION_CREATE, as it came: for those who do not use the <see cref="InteractionRouter"/>.</summary>
public sealed record InteractionCreate : Interaction;
