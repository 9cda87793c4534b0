using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_DELETE: the guild is down, or the bot was removed from it.</summary>
public sealed record GuildDelete : UnavailableGuild;
