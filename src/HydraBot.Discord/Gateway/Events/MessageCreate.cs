using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>MESSAGE_CREATE.</summary>
public sealed record MessageCreate : Message;
