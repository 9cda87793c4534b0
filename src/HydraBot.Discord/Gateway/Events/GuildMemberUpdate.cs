using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway.Events;

/// <summary>GUILD_MEMBER_UPDATE. Needs <see cref="GatewayIntents.GuildMembers"/>, save for the bot itself.</summary>
public sealed record GuildMemberUpdate : GuildMemberEvent;
