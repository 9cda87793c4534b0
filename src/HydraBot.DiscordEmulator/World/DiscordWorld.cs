using HydraBot.DiscordEmulator.World.Storage;

namespace HydraBot.DiscordEmulator.World;

/// <summary>
/// Everything there is. One request or gateway message at a time looks at it or changes it, holding <see cref="Gate"/>: events then
/// leave in the order in which things happened, as every client relies on.
/// </summary>
internal sealed class DiscordWorld : IAsyncDisposable
{
    private readonly WorldFile _file;
    private readonly Dictionary<string, Snowflake> _tokens = [];

    private DiscordWorld(WorldFile file, TimeProvider time)
    {
        _file = file;
        Time = time;
        Ids = new SnowflakeSource(time);
        Users = new("user", user => user.Id, PeopleForms.User, file);
        Applications = new("application", application => application.Id, PeopleForms.Application, file);
        Guilds = new("guild", guild => guild.Id, PlaceForms.Guild, file);
        Roles = new("role", role => role.Id, PeopleForms.Role, file);
        Members = new("member", member => new MemberKey(member.GuildId, member.UserId), PeopleForms.Member, file);
        Channels = new("channel", channel => channel.Id, PlaceForms.Channel, file);
        Commands = new("command", command => command.Id, InteractionForms.Command, file);
        Interactions = new("interaction", interaction => interaction.Id, InteractionForms.Interaction, file);
        Messages = new MessageStore(file);
    }

    public Lock Gate { get; } = new();
    public TimeProvider Time { get; }
    public SnowflakeSource Ids { get; }
    public Table<Snowflake, User> Users { get; }
    public Table<Snowflake, Application> Applications { get; }
    public Table<Snowflake, Guild> Guilds { get; }
    public Table<Snowflake, Role> Roles { get; }
    public Table<MemberKey, Member> Members { get; }
    public Table<Snowflake, Channel> Channels { get; }
    public Table<Snowflake, ApplicationCommand> Commands { get; }
    public Table<Snowflake, Interaction> Interactions { get; }
    public MessageStore Messages { get; }

    /// <summary>Who sits in which voice channel; it ends with the process.</summary>
    public Dictionary<MemberKey, VoiceState> VoiceStates { get; } = [];

    /// <summary>The guild that is there from the start.</summary>
    public Guild SeededGuild => Guilds.All.MinBy(guild => guild.Id)!;

    /// <summary>The application "HydraBot" that is there from the start.</summary>
    public Application SeededApplication => Applications.All.MinBy(application => application.Id)!;

    /// <exception cref="EmulatorStartException">The file cannot be used.</exception>
    public static DiscordWorld Open(DiscordEmulatorOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var world = new DiscordWorld(WorldFile.Open(options.StoragePath, loggers.CreateLogger<WorldFile>()), time);
        world.Load();
        new Seed(world).Plant(options.BotToken);
        return world;
    }

    public User? Authenticate(string token) => _tokens.TryGetValue(token, out var id) ? Users.Find(id) : null;

    public User SaveUser(User user)
    {
        if (Users.Find(user.Id) is { } before)
            _tokens.Remove(before.Token);
        _tokens[user.Token] = user.Id;
        return Users.Save(user);
    }

    public IEnumerable<Role> RolesOf(Snowflake guildId) => Roles.All.Where(role => role.GuildId == guildId).OrderBy(role => role.Position);

    public IEnumerable<Channel> ChannelsOf(Snowflake guildId) => Channels.All.Where(channel => channel.GuildId == guildId && !channel.IsThread);

    public IEnumerable<Channel> ThreadsOf(Snowflake guildId) => Channels.All.Where(channel => channel.GuildId == guildId && channel.IsThread);

    public IEnumerable<Member> MembersOf(Snowflake guildId) => Members.All.Where(member => member.GuildId == guildId).OrderBy(member => member.UserId);

    public IEnumerable<Guild> GuildsOf(Snowflake userId) =>
        Guilds.All.Where(guild => Members.Find(new MemberKey(guild.Id, userId)) is not null).OrderBy(guild => guild.Id);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Load()
    {
        var stored = _file.ReadAll(exceptKind: MessageStore.AttachmentKind);
        Users.Load(stored);
        Applications.Load(stored);
        Guilds.Load(stored);
        Roles.Load(stored);
        Members.Load(stored);
        Channels.Load(stored);
        Commands.Load(stored);
        Interactions.Load(stored);
        Messages.Load(stored);
        foreach (var user in Users.All)
            _tokens[user.Token] = user.Id;
        foreach (var interaction in Interactions.All.Where(one => one.TokenExpired(Time.GetUtcNow())).ToList())
            Interactions.Remove(interaction.Id);
        foreach (var id in Users.All.Select(user => user.Id).Concat(Channels.All.Select(channel => channel.LastMessageId ?? channel.Id)))
            Ids.StartAfter(id);
    }
}
