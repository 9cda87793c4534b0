using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_CREATE: a guild became known, with its channels, roles and some members.</summary>
public sealed record GuildCreate : Guild;
