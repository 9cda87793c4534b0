using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_UPDATE.</summary>
public sealed record GuildUpdate : Guild;
