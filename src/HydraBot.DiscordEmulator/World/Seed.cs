using System.Collections.Immutable;
using HydraBot.DiscordEmulator.Gateway;

namespace HydraBot.DiscordEmulator.World;

/// <summary>Plants the guild "Hydra" into an empty world, and further bots later on.</summary>
internal sealed class Seed(DiscordWorld world)
{
    private static readonly ImmutableArray<(string Name, string Topic)> TextChannels =
    [
        ("command", "Speak with HydraBot here"),
        ("status", "How the homelab is doing"),
        ("alerts", "What needs a look"),
        ("approvals", "What waits for a yes or a no"),
        ("briefing", "The daily summary"),
    ];

    public void Plant(string? botToken)
    {
        if (!world.Guilds.All.Any())
            PlantGuild();
        if (botToken is not null && world.Users.Find(world.SeededApplication.Id) is { } bot && bot.Token != botToken)
            world.SaveUser(bot with { Token = botToken });
    }

    /// <summary>An application with a bot of the same id, its managed role, and its place in the guild.</summary>
    public (Application Application, User Bot, Role Role, Member Member) AddApplication(string name, string description, Guild guild, GatewayIntents privileged)
    {
        var id = world.Ids.Next();
        var bot = world.SaveUser(new User(id, name, name, IsBot: true, AvatarHash(id), Tokens.ForLogin(id)));
        var application = world.Applications.Save(new Application(id, name, description, privileged, Tokens.ForVerification()));
        var role = world.Roles.Save(new Role(world.Ids.Next(), guild.Id, name, Permissions.Bot, world.RolesOf(guild.Id).Count()) { BotId = id });
        var member = world.Members.Save(new Member(guild.Id, id, [role.Id], world.Time.GetUtcNow()));
        return (application, bot, role, member);
    }

    private void PlantGuild()
    {
        var guildId = world.Ids.Next();
        var ownerId = world.Ids.Next();
        var guild = world.Guilds.Save(new Guild(guildId, "Hydra", ownerId));
        world.Roles.Save(new Role(guildId, guildId, "@everyone", Permissions.Everyone, Position: 0));
        var viewer = AddRole(guildId, "Viewer", Permissions.Everyone, 0x3498DB, position: 1);
        var operators = AddRole(guildId, "Operator", Permissions.Everyone | Permissions.ManageMessages | Permissions.ManageThreads, 0xE67E22, position: 2);
        var owner = AddRole(guildId, "Owner", Permissions.Administrator, 0xF1C40F, position: 3);
        AddMember(guildId, ownerId, "owner", [owner]);
        AddMember(guildId, world.Ids.Next(), "operator", [operators]);
        AddMember(guildId, world.Ids.Next(), "viewer", [viewer]);
        AddMember(guildId, world.Ids.Next(), "guest", []);
        AddApplication("HydraBot", "The command center of the homelab.", guild, GatewayIntents.Privileged);
        foreach (var (name, topic) in TextChannels)
            AddChannel(guildId, ChannelType.GuildText, name, topic);
        AddChannel(guildId, ChannelType.GuildVoice, "voice", topic: null);
    }

    private Snowflake AddRole(Snowflake guildId, string name, Permissions permissions, int color, int position) =>
        world.Roles.Save(new Role(world.Ids.Next(), guildId, name, permissions, position) { Color = color, Hoist = true, Mentionable = true }).Id;

    private void AddMember(Snowflake guildId, Snowflake userId, string name, ImmutableArray<Snowflake> roles)
    {
        var shownName = char.ToUpperInvariant(name[0]) + name[1..];
        world.SaveUser(new User(userId, name, shownName, IsBot: false, AvatarHash(userId), Tokens.ForLogin(userId)));
        world.Members.Save(new Member(guildId, userId, roles, world.Time.GetUtcNow()));
    }

    private void AddChannel(Snowflake guildId, ChannelType type, string name, string? topic) =>
        world.Channels.Save(new Channel(world.Ids.Next(), type, name)
        {
            GuildId = guildId,
            Topic = topic,
            Position = world.ChannelsOf(guildId).Count(channel => channel.Type == type),
        });

    // Pictures are drawn from the id, so the hash only has to look like one.
    private static string AvatarHash(Snowflake id) => $"{id.Value:x16}{~id.Value:x16}";
}
