using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.World.Storage;

/// <summary>Users, applications, and what they are in a guild.</summary>
internal static class PeopleForms
{
    public static readonly RecordForm<User> User = new(
        user => new()
        {
            ["id"] = user.Id.ToString(),
            ["username"] = user.Username,
            ["globalName"] = user.GlobalName,
            ["isBot"] = user.IsBot,
            ["avatar"] = user.Avatar,
            ["token"] = user.Token,
        },
        stored => new User(
            stored.Id("id"), stored.Text("username"), stored.Text("globalName"), stored.Flag("isBot"), stored.Text("avatar"), stored.Text("token")));

    public static readonly RecordForm<Application> Application = new(
        application => new()
        {
            ["id"] = application.Id.ToString(),
            ["name"] = application.Name,
            ["description"] = application.Description,
            ["privilegedIntents"] = (int)application.PrivilegedIntents,
            ["verifyKey"] = application.VerifyKey,
        },
        stored => new Application(
            stored.Id("id"), stored.Text("name"), stored.Text("description"), (GatewayIntents)stored.Number("privilegedIntents"), stored.Text("verifyKey")));

    public static readonly RecordForm<Role> Role = new(
        role => new()
        {
            ["id"] = role.Id.ToString(),
            ["guildId"] = role.GuildId.ToString(),
            ["name"] = role.Name,
            ["permissions"] = role.Permissions.Stored,
            ["position"] = role.Position,
            ["color"] = role.Color,
            ["hoist"] = role.Hoist,
            ["mentionable"] = role.Mentionable,
            ["botId"] = role.BotId.Json,
        },
        stored => new Role(stored.Id("id"), stored.Id("guildId"), stored.Text("name"), (Permissions)stored.Bits("permissions"), stored.Number("position"))
        {
            Color = stored.Number("color"),
            Hoist = stored.Flag("hoist"),
            Mentionable = stored.Flag("mentionable"),
            BotId = stored.IdOrNull("botId"),
        });

    public static readonly RecordForm<Member> Member = new(
        member => new()
        {
            ["guildId"] = member.GuildId.ToString(),
            ["userId"] = member.UserId.ToString(),
            ["roles"] = JsonShape.Array(member.Roles),
            ["joinedAt"] = member.JoinedAt.Stored,
            ["nick"] = member.Nick,
        },
        stored => new Member(stored.Id("guildId"), stored.Id("userId"), stored.Ids("roles"), stored.Moment("joinedAt")) { Nick = stored.TextOrNull("nick") });
}
