using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>THREAD_DELETE: id, guild, parent and type alone.</summary>
public sealed record ThreadDelete : Channel;
