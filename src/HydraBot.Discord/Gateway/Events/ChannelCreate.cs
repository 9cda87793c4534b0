using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>CHANNEL_CREATE.</summary>
public sealed record ChannelCreate : Channel;
