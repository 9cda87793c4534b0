namespace HydraBot.DiscordEmulator.World.Shapes;

/// <summary>Users, members and applications as Discord shows them.</summary>
internal sealed class UserShape(DiscordWorld world)
{
    public static JsonObject User(User user)
    {
        var shape = new JsonObject
        {
            ["id"] = user.Id.ToString(),
            ["username"] = user.Username,
            ["global_name"] = user.IsBot ? null : user.GlobalName,
            ["discriminator"] = user.IsBot ? "0000" : "0",
            ["avatar"] = user.Avatar,
            ["avatar_decoration_data"] = null,
            ["banner"] = null,
            ["accent_color"] = null,
            ["public_flags"] = 0,
            ["flags"] = 0,
            ["primary_guild"] = null,
        };
        if (user.IsBot)
            shape["bot"] = true;
        return shape;
    }

    public JsonObject User(Snowflake id) => User(world.Users.Find(id)!);

    /// <summary>What somebody sees of the own account.</summary>
    public static JsonObject Self(User user)
    {
        var shape = User(user);
        shape["mfa_enabled"] = false;
        shape["locale"] = "en-US";
        shape["premium_type"] = 0;
        shape["verified"] = true;
        shape["email"] = null;
        return shape;
    }

    public JsonObject Member(Member member)
    {
        var shape = MemberWithoutUser(member);
        shape["user"] = User(member.UserId);
        return shape;
    }

    /// <summary>The partial member that stands beside a message's author.</summary>
    public static JsonObject MemberWithoutUser(Member member) => new()
    {
        ["avatar"] = null,
        ["banner"] = null,
        ["communication_disabled_until"] = null,
        ["flags"] = 0,
        ["joined_at"] = member.JoinedAt.Iso,
        ["nick"] = member.Nick,
        ["pending"] = false,
        ["premium_since"] = null,
        ["roles"] = JsonShape.Array(member.Roles),
        ["mute"] = false,
        ["deaf"] = false,
    };

    /// <summary>The member as resolved data and permission-bearing payloads carry it.</summary>
    public static JsonObject MemberWithPermissions(Member member, Permissions permissions)
    {
        var shape = MemberWithoutUser(member);
        shape["permissions"] = ((ulong)permissions).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return shape;
    }
}
