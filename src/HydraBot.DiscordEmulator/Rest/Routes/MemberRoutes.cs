using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

internal sealed class MemberRoutes(DiscordWorld world, AccessCheck check, Happenings happenings, Shapes shapes, VoicePlaces places)
{
    private const int MaxPage = 1_000;

    public void Map(RestRoutes routes)
    {
        routes.Get("guilds/{guild}/members", List);
        routes.Get("guilds/{guild}/members/search", Search);
        routes.Get("guilds/{guild}/members/{user}", call => RestAnswer.Ok(shapes.Users.Member(Member(call, check.Guild(call)))));
        routes.Add("PATCH", "guilds/{guild}/members/{user}", RateLimitRule.Changing, Change);
        routes.Add("PUT", "guilds/{guild}/members/{user}/roles/{role}", RateLimitRule.Changing, call => SetRole(call, has: true));
        routes.Add("DELETE", "guilds/{guild}/members/{user}/roles/{role}", RateLimitRule.Changing, call => SetRole(call, has: false));
        routes.Get("users/@me/guilds/{guild}/member", call => RestAnswer.Ok(shapes.Users.Member(check.Member(check.Guild(call), call.Caller.Id))));
    }

    private Member Member(RestCall call, Guild guild) =>
        check.Member(guild, call.Path("user") == "@me" ? call.Caller.Id : call.Id("user"));

    private RestAnswer List(RestCall call)
    {
        var guild = check.Guild(call);
        var limit = call.QueryInteger("limit", otherwise: 1, min: 1, max: MaxPage);
        var after = call.QueryId("after") ?? default;
        return RestAnswer.Ok(JsonShape.Array(world.MembersOf(guild.Id)
            .Where(member => member.UserId.CompareTo(after) > 0)
            .Take(limit)
            .Select(shapes.Users.Member)));
    }

    private RestAnswer Search(RestCall call)
    {
        var guild = check.Guild(call);
        if (call.Query("query") is not { Length: > 0 } query)
            throw Refusal.InvalidField("query", "BASE_TYPE_REQUIRED", "This field is required");
        var limit = call.QueryInteger("limit", otherwise: 1, min: 1, max: MaxPage);
        return RestAnswer.Ok(JsonShape.Array(world.MembersOf(guild.Id).Where(member => Matches(member, query)).Take(limit).Select(shapes.Users.Member)));
    }

    private bool Matches(Member member, string prefix) =>
        world.Users.Find(member.UserId) is { } user
        && new[] { user.Username, user.GlobalName, member.Nick }.Any(name => name?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true);

    private RestAnswer Change(RestCall call)
    {
        var own = call.Path("user") == "@me" || call.Path("user") == call.Caller.Id.ToString();
        var guild = check.Guild(call, own ? Permissions.ChangeNickname : Permissions.ManageNicknames);
        var member = Member(call, guild);
        var body = call.Payload;
        var changed = member with { Nick = body.Has("nick") ? body.Text("nick", max: 32) is { Length: > 0 } nick ? nick : null : member.Nick };
        if (body.HasValue("roles"))
        {
            check.Guild(call, Permissions.ManageRoles);
            changed = changed with { Roles = [.. body.Ids("roles", max: 250).Where(id => world.Roles.Find(id)?.GuildId == guild.Id && id != guild.Id)] };
        }
        var channelId = body.Id("channel_id");
        body.Errors.ThrowIfAny();
        if (body.Has("channel_id"))
            Move(call, guild, member, channelId);
        return RestAnswer.Ok(Save(changed));
    }

    /// <summary>To another voice channel, or out of any.</summary>
    private void Move(RestCall call, Guild guild, Member member, Snowflake? channelId)
    {
        check.Guild(call, Permissions.MoveMembers);
        if (channelId is { } id && (world.Channels.Find(id) is not { Type: ChannelType.GuildVoice } channel || channel.GuildId != guild.Id))
            throw Refusal.UnknownChannel;
        if (!world.VoiceStates.TryGetValue(new MemberKey(guild.Id, member.UserId), out var state))
            throw Refusal.NotInVoice;
        places.Move(state, channelId);
    }

    private RestAnswer SetRole(RestCall call, bool has)
    {
        var guild = check.Guild(call, Permissions.ManageRoles);
        var member = Member(call, guild);
        var role = world.Roles.Find(call.Id("role")) is { } found && found.GuildId == guild.Id ? found : throw Refusal.UnknownRole;
        if (member.Roles.Contains(role.Id) != has)
            Save(member with { Roles = has ? member.Roles.Add(role.Id) : member.Roles.Remove(role.Id) });
        return RestAnswer.NoContent;
    }

    private JsonObject Save(Member member)
    {
        world.Members.Save(member);
        happenings.MemberChanged("GUILD_MEMBER_UPDATE", member);
        return shapes.Users.Member(member);
    }
}
