using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>THREAD_UPDATE.</summary>
public sealed record ThreadUpdate : Channel;
