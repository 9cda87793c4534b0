using HydraBot.Discord;
using HydraBot.Discord.Model;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HydraBot.Tests.Discord;

/// <summary>A client that runs against a <see cref="FakeDiscord"/>.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private RunningBot(FakeDiscord discord, DiscordClient client)
    {
        Discord = discord;
        Client = client;
    }

    public FakeDiscord Discord { get; }

    public DiscordClient Client { get; }

    /// <summary>The connection that became ready last.</summary>
    public FakeGateway Gateway { get; set; } = null!;

    public Task Running { get; private set; } = Task.CompletedTask;

    public ManualTime? Time { get; private init; }

    public static DiscordClientOptions Options(FakeDiscord discord) => new() { Token = "a.b.c", ApiBaseUrl = discord.ApiBaseUrl, Compress = false };

    /// <summary>A client that is not started.</summary>
    public static async Task<RunningBot> CreateAsync(
        Func<FakeDiscord, DiscordClientOptions>? options = null, ManualTime? time = null, ILoggerFactory? loggers = null)
    {
        var discord = await FakeDiscord.StartAsync();
        return new RunningBot(discord, new DiscordClient((options ?? Options)(discord), loggers, time)) { Time = time };
    }

    /// <summary>A client that is ready.</summary>
    public static async Task<RunningBot> StartAsync(
        Func<FakeDiscord, DiscordClientOptions>? options = null, ManualTime? time = null, Action<DiscordClient>? configure = null, ILoggerFactory? loggers = null, int heartbeatInterval = 2_000_000_000)
    {
        var bot = await CreateAsync(options, time, loggers);
        configure?.Invoke(bot.Client);
        bot.Run();
        bot.Gateway = await bot.Discord.NextGatewayAsync();
        await bot.Gateway.IdentifyAsync(heartbeatInterval);
        await bot.Gateway.ReadyAsync();
        await bot.Client.WaitUntilReadyAsync(Patience.Token);
        return bot;
    }

    public void Run() => Running = Client.RunAsync(_stop.Token);

    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var disposing = Client.DisposeAsync().AsTask();
        // A handler that a failed test left waiting would be waited for until the clock moves.
        if (Time is { } time && await Task.WhenAny(disposing, time.TimerAsync(due => due == TimeSpan.FromSeconds(5))) != disposing)
            time.Advance(TimeSpan.FromSeconds(5));
        await disposing;
        await Discord.DisposeAsync();
        _stop.Dispose();
    }
}
