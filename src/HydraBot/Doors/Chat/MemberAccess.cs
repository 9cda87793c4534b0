using HydraBot.Law.Access;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Chat;

/// <summary>What a member may do: the best of what their roles give, as the event that carried them says.</summary>
internal sealed class MemberAccess(IOptions<AccessOptions> options)
{
    /// <summary>The caller behind a member of the home guild.</summary>
    public Caller Identify(User user, Member? member, GuildCache cache) =>
        new(CallerKind.Member, user.Id.ToString(), member?.Nick ?? user.DisplayName, user.Bot ? AccessLevel.None : Level(member?.Roles ?? [], cache));

    private AccessLevel Level(IEnumerable<Snowflake> roles, GuildCache cache) => roles
        .SelectMany(id => cache.TryGetRole(id, out var role) ? [id.ToString(), role.Name] : new[] { id.ToString() })
        .Select(key => options.Value.Roles.GetValueOrDefault(key, AccessLevel.None))
        .DefaultIfEmpty(AccessLevel.None)
        .Max();
}
