using HydraBot.DiscordEmulator.Faults;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Page;
using HydraBot.DiscordEmulator.Page.Calls;
using HydraBot.DiscordEmulator.Rest;
using HydraBot.DiscordEmulator.Rest.Interactions;
using HydraBot.DiscordEmulator.Rest.Messages;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.Rest.Routes;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator;

/// <summary>Puts the emulator together: who needs whom, in one place and without a container, for a start in milliseconds.</summary>
internal sealed class EmulatorParts : IAsyncDisposable
{
    private readonly InteractionDeadlines _deadlines;

    public EmulatorParts(DiscordWorld world, EmulatedVoice voice, IPageVoice? pages, ILoggerFactory loggers)
    {
        World = world;
        Voice = voice;
        var access = new Access(world);
        var faults = new FaultBoard();
        var identifyLimits = new IdentifyLimits(world.Time);
        var sessions = new GatewaySessions(world.Time);
        var presences = new Presences(sessions);
        var shapes = new Shapes(world, access, Address);
        var happenings = new Happenings(world, sessions, shapes, access, presences);
        var start = new SessionStart(world, sessions, shapes, Address, presences);
        var places = new VoicePlaces(world, access, happenings, voice);
        voice.SpeakingChanged = (ticket, speaking) => Tell(happenings, ticket, speaking);
        var protocol = new GatewayProtocol(world, sessions, identifyLimits, start, new MemberRequests(world, shapes, presences), happenings, places);
        var writer = new MessageWriter(world, happenings, access, Address);
        _deadlines = new InteractionDeadlines(world, happenings);
        Gateway = new GatewayEndpoint(world, protocol, faults, loggers);
        Rest = new RestServer(world, new RateLimits(world.Time), faults, loggers.CreateLogger<RestServer>());
        Page = new PageEndpoints(new PageFiles(), world);
        Calls = new PageCallEndpoint(world, places, voice, pages, loggers.CreateLogger<PageCallEndpoint>());
        Desk = new DeskEndpoints(world, new Seed(world), happenings, start, sessions, new FaultSwitch(world, faults, Gateway, sessions, voice));
        MapRoutes(new AccessCheck(world, access), access, identifyLimits, sessions, shapes, happenings, writer, places);
    }

    public DiscordWorld World { get; }
    public EmulatedVoice Voice { get; }
    public ServerAddress Address { get; } = new();
    public GatewayEndpoint Gateway { get; }
    public RestServer Rest { get; }
    public RestRoutes Routes { get; } = new();
    public PageEndpoints Page { get; }
    public DeskEndpoints Desk { get; }
    public PageCallEndpoint Calls { get; }

    public async ValueTask DisposeAsync()
    {
        _deadlines.Dispose();
        Calls.Dispose();
        await Voice.DisposeAsync();
        await World.DisposeAsync();
    }

    /// <summary>Called by the voice server, which holds none of its locks then.</summary>
    private void Tell(Happenings happenings, VoiceTicket ticket, bool speaking)
    {
        lock (World.Gate)
            happenings.SpeakingChanged(new Snowflake(ticket.ChannelId), new Snowflake(ticket.UserId), speaking);
    }

    private void MapRoutes(
        AccessCheck check, Access access, IdentifyLimits identifyLimits, GatewaySessions sessions, Shapes shapes, Happenings happenings, MessageWriter writer,
        VoicePlaces places)
    {
        new MessageRoutes(World, check, writer, happenings, shapes).Map(Routes);
        new ReactionRoutes(World, check, happenings).Map(Routes);
        new PinRoutes(World, check, happenings, shapes).Map(Routes);
        new ThreadRoutes(World, check, happenings, shapes).Map(Routes);
        new ChannelRoutes(World, check, happenings, shapes).Map(Routes);
        new GuildRoutes(World, check, happenings, sessions, shapes).Map(Routes);
        new MemberRoutes(World, check, happenings, shapes, places).Map(Routes);
        new UserRoutes(World, happenings, shapes, identifyLimits, Address).Map(Routes);
        new CommandRoutes(World, check, sessions).Map(Routes);
        var delivery = new InteractionDelivery(World, access, happenings, shapes, _deadlines);
        new InteractionRoutes(World, check, new SubmissionReader(World, access, shapes), delivery, shapes).Map(Routes);
        new CallbackRoutes(World, new InteractionAnswers(World, writer, happenings, _deadlines, shapes), shapes).Map(Routes);
        new WebhookRoutes(World, writer, shapes).Map(Routes);
    }
}
