using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Routes;

/// <summary>The guild itself and its roles.</summary>
internal sealed class GuildRoutes(DiscordWorld world, AccessCheck check, Happenings happenings, GatewaySessions sessions, Shapes shapes)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("guilds/{guild}", Get);
        routes.Get("guilds/{guild}/roles", call => RestAnswer.Ok(JsonShape.Array(world.RolesOf(check.Guild(call).Id).Select(GuildShape.Role))));
        routes.Get("guilds/{guild}/roles/{role}", call => RestAnswer.Ok(GuildShape.Role(Role(call, check.Guild(call)))));
        routes.Add("POST", "guilds/{guild}/roles", RateLimitRule.Changing, CreateRole);
        routes.Add("DELETE", "guilds/{guild}/roles/{role}", RateLimitRule.Changing, DeleteRole);
        routes.Get("guilds/{guild}/emojis", call => Empty(check.Guild(call)));
        routes.Get("guilds/{guild}/stickers", call => Empty(check.Guild(call)));
        routes.Get("guilds/{guild}/voice-states/{user}", VoiceState);
        routes.Get("voice/regions", _ => RestAnswer.Ok(new JsonArray(new JsonObject
        {
            ["id"] = "local",
            ["name"] = "This machine",
            ["custom"] = false,
            ["deprecated"] = false,
            ["optimal"] = true,
        })));
    }

    private static RestAnswer Empty(Guild _) => RestAnswer.Ok(new JsonArray());

    private RestAnswer Get(RestCall call)
    {
        var guild = check.Guild(call);
        var shape = shapes.Guilds.Guild(guild);
        if (call.QueryFlag("with_counts"))
        {
            shape["approximate_member_count"] = world.MembersOf(guild.Id).Count();
            shape["approximate_presence_count"] = world.MembersOf(guild.Id).Count(member => sessions.IsOnline(member.UserId));
        }
        return RestAnswer.Ok(shape);
    }

    private RestAnswer CreateRole(RestCall call)
    {
        var guild = check.Guild(call, Permissions.ManageRoles);
        var body = call.Payload;
        var name = body.Text("name", max: 100, min: 1) ?? "new role";
        var color = body.Integer("color", 0, 0xFFFFFF) ?? 0;
        var permissions = body.Integer("permissions", 0);
        var role = new Role(
            world.Ids.Next(), guild.Id, name, permissions is { } bits ? (Permissions)(ulong)bits : world.Roles.Find(guild.Id)!.Permissions, world.RolesOf(guild.Id).Count())
        {
            Color = (int)color,
            Hoist = body.Flag("hoist") ?? false,
            Mentionable = body.Flag("mentionable") ?? false,
        };
        body.Errors.ThrowIfAny();
        happenings.RoleChanged("GUILD_ROLE_CREATE", world.Roles.Save(role));
        return RestAnswer.Ok(GuildShape.Role(role));
    }

    private RestAnswer DeleteRole(RestCall call)
    {
        var guild = check.Guild(call, Permissions.ManageRoles);
        var role = Role(call, guild);
        if (role.Id == guild.Id || role.BotId is not null)
            throw Refusal.InvalidField("role_id", "ROLE_NOT_DELETABLE", "Invalid Role");
        foreach (var member in world.MembersOf(guild.Id).Where(one => one.Roles.Contains(role.Id)).ToList())
            happenings.MemberChanged("GUILD_MEMBER_UPDATE", world.Members.Save(member with { Roles = member.Roles.Remove(role.Id) }));
        world.Roles.Remove(role.Id);
        happenings.RoleChanged("GUILD_ROLE_DELETE", role);
        return RestAnswer.NoContent;
    }

    private RestAnswer VoiceState(RestCall call)
    {
        var guild = check.Guild(call);
        var userId = call.Path("user") == "@me" ? call.Caller.Id : call.Id("user");
        return world.VoiceStates.TryGetValue(new MemberKey(guild.Id, userId), out var state)
            ? RestAnswer.Ok(shapes.Guilds.VoiceState(state))
            : throw Refusal.UnknownVoiceState;
    }

    private Role Role(RestCall call, Guild guild) =>
        world.Roles.Find(call.Id("role")) is { } role && role.GuildId == guild.Id ? role : throw Refusal.UnknownRole;
}
