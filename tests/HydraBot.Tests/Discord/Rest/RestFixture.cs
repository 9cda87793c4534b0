using HydraBot.Discord;
using HydraBot.Discord.Rest;

namespace HydraBot.Tests.Discord.Rest;

/// <summary>A client used for its REST calls alone.</summary>
internal sealed class RestFixture : IAsyncDisposable
{
    private readonly DiscordClient _client;

    private RestFixture(FakeDiscord discord, DiscordClient client, ManualTime time)
    {
        Discord = discord;
        Time = time;
        _client = client;
    }

    public FakeDiscord Discord { get; }

    public ManualTime Time { get; }

    public DiscordRest Rest => _client.Rest;

    public static async Task<RestFixture> StartAsync(Func<FakeDiscord, DiscordClientOptions>? options = null)
    {
        var discord = await FakeDiscord.StartAsync();
        var time = new ManualTime();
        return new RestFixture(discord, new DiscordClient((options ?? RunningBot.Options)(discord), timeProvider: time), time);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Discord.DisposeAsync();
    }
}
