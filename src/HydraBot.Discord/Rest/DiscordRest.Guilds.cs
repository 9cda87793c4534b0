using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

public sealed partial class DiscordRest
{
    /// <summary>GET /guilds/{guild}</summary>
    public Task<Guild> GetGuildAsync(Snowflake guildId, bool withCounts = false, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/guilds/{guild}", guildId), DiscordJson.Default.Guild, cancellationToken, withCounts ? "with_counts=true" : null);

    /// <summary>GET /guilds/{guild}/channels: all but threads.</summary>
    public Task<IReadOnlyList<Channel>> GetGuildChannelsAsync(Snowflake guildId, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/guilds/{guild}/channels", guildId), DiscordJson.Default.IReadOnlyListChannel, cancellationToken);

    /// <summary>GET /guilds/{guild}/roles</summary>
    public Task<IReadOnlyList<Role>> GetGuildRolesAsync(Snowflake guildId, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/guilds/{guild}/roles", guildId), DiscordJson.Default.IReadOnlyListRole, cancellationToken);

    /// <summary>GET /guilds/{guild}/members/{user}</summary>
    public Task<Member> GetGuildMemberAsync(Snowflake guildId, Snowflake userId, CancellationToken cancellationToken = default) =>
        GetAsync(RestRoute.Get("/guilds/{guild}/members/{user}", guildId, userId), DiscordJson.Default.Member, cancellationToken);

    /// <summary>GET /guilds/{guild}/members: up to 1000 after an id. Needs <see cref="GatewayIntents.GuildMembers"/>.</summary>
    public Task<IReadOnlyList<Member>> GetGuildMembersAsync(Snowflake guildId, int limit = 1000, Snowflake? after = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/guilds/{guild}/members", guildId),
            DiscordJson.Default.IReadOnlyListMember,
            cancellationToken,
            Query.Of(("limit", limit), ("after", after)));

    /// <summary>GET /guilds/{guild}/members/search: by the start of name or nickname.</summary>
    public Task<IReadOnlyList<Member>> SearchGuildMembersAsync(Snowflake guildId, string query, int limit = 25, CancellationToken cancellationToken = default) =>
        GetAsync(
            RestRoute.Get("/guilds/{guild}/members/search", guildId),
            DiscordJson.Default.IReadOnlyListMember,
            cancellationToken,
            Query.Of(("query", query), ("limit", limit)));

    /// <summary>PUT /guilds/{guild}/members/{user}/roles/{role}</summary>
    public Task AddMemberRoleAsync(Snowflake guildId, Snowflake userId, Snowflake roleId, string? reason = null, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Put("/guilds/{guild}/members/{user}/roles/{role}", guildId, userId, roleId)) { Reason = reason }, cancellationToken);

    /// <summary>DELETE /guilds/{guild}/members/{user}/roles/{role}</summary>
    public Task RemoveMemberRoleAsync(Snowflake guildId, Snowflake userId, Snowflake roleId, string? reason = null, CancellationToken cancellationToken = default) =>
        SendAsync(new RestRequest(RestRoute.Delete("/guilds/{guild}/members/{user}/roles/{role}", guildId, userId, roleId)) { Reason = reason }, cancellationToken);
}
