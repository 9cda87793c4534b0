using HydraBot.Discord.Gateway;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using HydraBot.Discord.Voice;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HydraBot.Discord;

/// <summary>A bot on Discord: its connection to the gateway, its REST calls, its interactions.</summary>
public sealed class DiscordClient : IAsyncDisposable
{
    private readonly RestSender _sender;
    private readonly EventDispatcher _events;
    private readonly GatewayShards _shards;
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private int _started;
    private int _disposed;

    /// <summary>A client that does nothing yet; <see cref="RunAsync"/> connects it.</summary>
    public DiscordClient(DiscordClientOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        options.Check();
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        var time = timeProvider ?? TimeProvider.System;
        (_loggers, _time) = (loggers, time);
        _sender = new RestSender(options, loggers.CreateLogger<RestSender>(), time);
        _events = new EventDispatcher(options, time, loggers.CreateLogger<EventDispatcher>());
        Rest = new DiscordRest(_sender);
        Cache = new GuildCache(options);
        Cache.Attach(_events);
        Interactions = new InteractionRouter(options, Rest, _events, time, loggers.CreateLogger<InteractionRouter>());
        Commands = new CommandRegistrar(Rest, loggers.CreateLogger<CommandRegistrar>());
        _shards = new GatewayShards(options, Rest, _events, time, loggers);
        _events.Slot<Ready>().Observe(ready => (CurrentUser, ApplicationId) = (ready.User, ready.Application?.Id ?? ready.User.Id));
    }

    /// <summary>The HTTP API. Usable before and without <see cref="RunAsync"/>.</summary>
    public DiscordRest Rest { get; }

    /// <summary>Handlers of commands, components, modals and autocomplete.</summary>
    public InteractionRouter Interactions { get; }

    /// <summary>Writes commands when they differ from what Discord has.</summary>
    public CommandRegistrar Commands { get; }

    /// <summary>The guilds, channels, roles and members seen.</summary>
    public GuildCache Cache { get; }

    /// <summary>The connection as it is now; with several shards, all of them taken together: ready when each is.</summary>
    public ConnectionState State => _shards.State;

    /// <summary>The shards that this client holds, by their numbers; empty before <see cref="RunAsync"/>.</summary>
    public IReadOnlyDictionary<int, ConnectionState> Shards => _shards.States;

    /// <summary>What became of the events so far.</summary>
    public DispatchStatistics Statistics => _events.Statistics;

    /// <summary>The bot's own account; null before the first READY.</summary>
    public User? CurrentUser { get; private set; }

    /// <summary>The bot's application; null before the first READY.</summary>
    public Snowflake? ApplicationId { get; private set; }

    /// <summary>Called when a handler threw, after it was logged. What it throws itself is logged.</summary>
    public Action<HandlerError>? UnhandledHandlerError
    {
        get => _events.HandlerFailed;
        set => _events.HandlerFailed = value;
    }

    /// <summary>Called when the connection changes. Must not block; what it throws is logged.</summary>
    public Action<ConnectionState>? StateChanged
    {
        get => _shards.Changed;
        set => _shards.Changed = value;
    }

    /// <summary>
    /// Calls a handler for every event of a type of <see cref="Gateway.Events"/> until disposed of. Events of one channel are handled in
    /// order and one at a time, those of different channels beside each other. The token is cancelled when the client is disposed of.
    /// </summary>
    public IDisposable On<TEvent>(Func<TEvent, CancellationToken, Task> handler) where TEvent : class => _events.Slot<TEvent>().Handle(handler);

    /// <summary>Connects and stays connected until cancelled. Throws <see cref="DiscordException"/> when Discord refuses for good. Once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
            throw new InvalidOperationException("A client runs once: make a new one.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var running = _shards.RunAsync(stop.Token);
            if (await Task.WhenAny(running, _sender.Unauthorized) != running)
            {
                await stop.CancelAsync();
                await running;
                throw await _sender.Unauthorized;
            }
            await running;
            _shards.Failed(new OperationCanceledException("The client was stopped."));
        }
        catch (Exception e)
        {
            _shards.Failed(e);
            throw;
        }
    }

    /// <summary>Waits until events arrive (READY or RESUMED). Throws what <see cref="RunAsync"/> threw when it ended before.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken = default) => _shards.Ready.WaitAsync(cancellationToken);

    /// <summary>Changes what members see beside the bot's name. Throws <see cref="DiscordException"/> when not connected.</summary>
    public Task UpdatePresenceAsync(Presence presence, CancellationToken cancellationToken = default) =>
        _shards.SendToAllAsync(GatewayPayloads.PresenceUpdate(presence), cancellationToken);

    /// <summary>
    /// Asks for members; they come as <see cref="GuildMembersChunk"/>. Throws <see cref="DiscordException"/> when not connected, or when the
    /// guild belongs to a shard of another process.
    /// </summary>
    public Task RequestGuildMembersAsync(GuildMembersRequest request, CancellationToken cancellationToken = default) =>
        _shards.SendAsync(request.GuildId, GatewayPayloads.RequestGuildMembers(request), cancellationToken);

    /// <summary>
    /// A call in a guild's voice channel that does nothing yet; <see cref="VoiceCall.RunAsync"/> joins. Needs <see cref="GatewayIntents.GuildVoiceStates"/>.
    /// Discord allows one a guild.
    /// </summary>
    public VoiceCall CreateVoiceCall(Snowflake guildId, Snowflake channelId, bool selfMute = false, bool selfDeaf = false) =>
        new(new GatewayVoiceDoor(this, (payload, cancellation) => _shards.SendAsync(guildId, payload, cancellation), selfMute, selfDeaf), guildId, channelId, _loggers, _time);

    /// <summary>Cancels the handlers and waits for them, at most five seconds. End <see cref="RunAsync"/> first, by its token.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _events.DisposeAsync();
        _sender.Dispose();
    }
}
