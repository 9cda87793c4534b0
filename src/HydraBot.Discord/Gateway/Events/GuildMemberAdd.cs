using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_MEMBER_ADD. Needs <see cref="GatewayIntents.GuildMembers"/>.</summary>
public sealed record GuildMemberAdd : GuildMemberEvent;
