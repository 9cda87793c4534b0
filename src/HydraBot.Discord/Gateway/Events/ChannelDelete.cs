using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>CHANNEL_DELETE.</summary>
public sealed record ChannelDelete : Channel;
