namespace HydraBot.DiscordEmulator.World.Shapes;

/// <summary>How each thing of the world looks on the wire.</summary>
internal sealed class Shapes
{
    public Shapes(DiscordWorld world, Access access, ServerAddress address)
    {
        Users = new UserShape(world);
        Applications = new ApplicationShape(world, Users);
        Channels = new ChannelShape(Users);
        Guilds = new GuildShape(world, Users, Channels, access);
        Messages = new MessageShape(world, Users, Channels, address);
    }

    public UserShape Users { get; }
    public ApplicationShape Applications { get; }
    public ChannelShape Channels { get; }
    public GuildShape Guilds { get; }
    public MessageShape Messages { get; }
}
