using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>THREAD_CREATE.</summary>
public sealed record ThreadCreate : Channel;
