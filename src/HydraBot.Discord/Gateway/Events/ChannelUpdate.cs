using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>CHANNEL_UPDATE.</summary>
public sealed record ChannelUpdate : Channel;
