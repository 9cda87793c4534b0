using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_UPDATE: the whole message as it is now.</summary>
public sealed record MessageUpdate : Message;
