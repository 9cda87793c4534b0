using HydraBot.Discord.Gateway;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord;

/// <summary>A bot on Discord: its connection to the gateway, its REST calls, its interactions.</summary>
public sealed partial class DiscordClient : IAsyncDisposable
{
    /// <summary>A client that does nothing yet; <see cref="RunAsync"/> connects it.</summary>
    public DiscordClient(DiscordClientOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null) => throw new NotSupportedException();

    /// <summary>The HTTP API. Usable before and without <see cref="RunAsync"/>.</summary>
    public DiscordRest Rest { get; }

    /// <summary>Handlers of commands, components, modals and autocomplete.</summary>
    public InteractionRouter Interactions { get; }

    /// <summary>Writes commands when they differ from what Discord has.</summary>
    public CommandRegistrar Commands { get; }

    /// <summary>The guilds, channels, roles and members seen.</summary>
    public GuildCache Cache { get; }

    /// <summary>The connection as it is now.</summary>
    public ConnectionState State => throw new NotSupportedException();

    /// <summary>What became of the events so far.</summary>
    public DispatchStatistics Statistics => throw new NotSupportedException();

    /// <summary>The bot's own account; null before the first READY.</summary>
    public User? CurrentUser { get; private set; }

    /// <summary>The bot's application; null before the first READY.</summary>
    public Snowflake? ApplicationId { get; private set; }

    /// <summary>Called when a handler threw, after it was logged. Must not throw.</summary>
    public Action<HandlerError>? UnhandledHandlerError { get; set; }

    /// <summary>Called when the connection changes. Must not throw or block.</summary>
    public Action<ConnectionState>? StateChanged { get; set; }

    /// <summary>Calls a handler for every event of a type of <see cref="Gateway.Events"/>, in order within a channel, until disposed of.</summary>
    public IDisposable On<TEvent>(Func<TEvent, CancellationToken, Task> handler) where TEvent : class => throw new NotSupportedException();

    /// <summary>Connects and stays connected until cancelled. Throws <see cref="DiscordException"/> when Discord refuses for good.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Waits until events arrive (READY or RESUMED). Throws what <see cref="RunAsync"/> threw when it ended before.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Changes what members see beside the bot's name.</summary>
    public Task UpdatePresenceAsync(Presence presence, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Asks for members; they come as <see cref="Gateway.Events.GuildMembersChunk"/>.</summary>
    public Task RequestGuildMembersAsync(GuildMembersRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Ends the connection and waits for running handlers, at most five seconds.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
