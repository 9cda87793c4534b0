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

    /// <summary>The people of the seeded guild, highest first: owner, operator, viewer, guest.</summary>
    private static readonly ImmutableArray<string> People = ["owner", "operator", "viewer", "guest"];

    public void Plant(string? botToken)
    {
        if (!world.Guilds.All.Any())
        {
            var guild = PlantGuild("Hydra", [.. People.Select(name => AddUser(world.Ids.Next(), name))]);
            AddApplication("HydraBot", "The command center of the homelab.", guild, GatewayIntents.Privileged);
        }
        if (botToken is not null && world.Users.Find(world.SeededApplication.Id) is { } bot && bot.Token != botToken)
            world.SaveUser(bot with { Token = botToken });
    }

    /// <summary>A further guild like the first: the same people and all bots, and a crowd of members without a role.</summary>
    public Guild AddGuild(string name, int crowd)
    {
        var guild = PlantGuild(name, [.. People.Select(person => world.Users.All.First(user => !user.IsBot && user.Username == person))]);
        foreach (var application in world.Applications.All.ToList())
            Join(application.Id, application.Name, guild);
        var before = world.Users.All.Count();
        for (var one = 0; one < crowd; one++)
            AddMember(guild.Id, AddUser(world.Ids.Next(), $"member{before + one:00000}"), []);
        return guild;
    }

    /// <summary>An application with a bot of the same id, its managed role, and its place in the guild.</summary>
    public (Application Application, User Bot, Role Role, Member Member) AddApplication(string name, string description, Guild guild, GatewayIntents privileged)
    {
        var id = world.Ids.Next();
        var bot = world.SaveUser(new User(id, name, name, IsBot: true, AvatarHash(id), Tokens.ForLogin(id)));
        var application = world.Applications.Save(new Application(id, name, description, privileged, Tokens.ForVerification()));
        var (role, member) = Join(id, name, guild);
        return (application, bot, role, member);
    }

    private (Role Role, Member Member) Join(Snowflake botId, string name, Guild guild)
    {
        var role = world.Roles.Save(new Role(world.Ids.Next(), guild.Id, name, Permissions.Bot, world.RolesOf(guild.Id).Count()) { BotId = botId });
        return (role, world.Members.Save(new Member(guild.Id, botId, [role.Id], world.Time.GetUtcNow())));
    }

    private Guild PlantGuild(string name, User[] people)
    {
        var guildId = world.Ids.Next();
        var guild = world.Guilds.Save(new Guild(guildId, name, people[0].Id));
        world.Roles.Save(new Role(guildId, guildId, "@everyone", Permissions.Everyone, Position: 0));
        var viewer = AddRole(guildId, "Viewer", Permissions.Everyone, 0x3498DB, position: 1);
        var operators = AddRole(guildId, "Operator", Permissions.Everyone | Permissions.ManageMessages | Permissions.ManageThreads, 0xE67E22, position: 2);
        var owner = AddRole(guildId, "Owner", Permissions.Administrator, 0xF1C40F, position: 3);
        foreach (var (user, roles) in people.Zip<User, ImmutableArray<Snowflake>>([[owner], [operators], [viewer], []]))
            AddMember(guildId, user, roles);
        foreach (var (channel, topic) in TextChannels)
            AddChannel(guildId, ChannelType.GuildText, channel, topic);
        AddChannel(guildId, ChannelType.GuildVoice, "voice", topic: null);
        return guild;
    }

    private Snowflake AddRole(Snowflake guildId, string name, Permissions permissions, int color, int position) =>
        world.Roles.Save(new Role(world.Ids.Next(), guildId, name, permissions, position) { Color = color, Hoist = true, Mentionable = true }).Id;

    private User AddUser(Snowflake id, string name) =>
        world.SaveUser(new User(id, name, char.ToUpperInvariant(name[0]) + name[1..], IsBot: false, AvatarHash(id), Tokens.ForLogin(id)));

    private void AddMember(Snowflake guildId, User user, ImmutableArray<Snowflake> roles) =>
        world.Members.Save(new Member(guildId, user.Id, roles, world.Time.GetUtcNow()));

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
