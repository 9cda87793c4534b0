using System.Text.Json.Nodes;
using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Discord.OnTheEmulator;

/// <summary>The client on the emulator, which was written apart from it, and a member who uses it.</summary>
internal sealed class EmulatedBot : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private EmulatedBot(Desk desk, DiscordClient client, RawGateway member, string channel)
    {
        Desk = desk;
        Client = client;
        Member = member;
        Channel = channel;
        client.UnhandledHandlerError = error => Errors.Writer.TryWrite(error);
    }

    public Desk Desk { get; }

    public DiscordClient Client { get; }

    /// <summary>The gateway of the member "operator".</summary>
    public RawGateway Member { get; }

    /// <summary>The id of the text channel "command".</summary>
    public string Channel { get; }

    public Snowflake ChannelId => Snowflake.Parse(Channel);

    public Snowflake GuildId => Desk.Place.GuildId;

    public Channel<HandlerError> Errors { get; } = System.Threading.Channels.Channel.CreateUnbounded<HandlerError>();

    public static async Task<EmulatedBot> StartAsync(Action<DiscordClient>? configure = null, GatewayIntents intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.GuildMessageReactions | GatewayIntents.MessageContent, ILoggerFactory? loggers = null, bool apart = false, FakeTimeProvider? clock = null)
    {
        var desk = await (apart ? Desk.OpenApartAsync() : Desk.OpenAsync(clock));
        var client = new DiscordClient(new DiscordClientOptions { Token = desk.Place.BotToken, ApiBaseUrl = desk.Place.ApiBaseUrl, Intents = intents }, loggers, clock);
        var bot = new EmulatedBot(desk, client, await desk.LogInAsync("operator"), await desk.ChannelAsync("command"));
        configure?.Invoke(client);
        bot._running = client.RunAsync(bot._stop.Token);
        await client.WaitUntilReadyAsync(Patience.Token);
        return bot;
    }

    public Task<RawAnswer> SayAsync(string text) => Desk.Member("operator").PostAsync($"channels/{Channel}/messages", new JsonObject { ["content"] = text });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Client.DisposeAsync();
        await Member.DisposeAsync();
        await Desk.DisposeAsync();
        _stop.Dispose();
    }
}
