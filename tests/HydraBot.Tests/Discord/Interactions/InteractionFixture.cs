using HydraBot.Discord;
using Xunit;

namespace HydraBot.Tests.Discord.Interactions;

/// <summary>A ready client that interactions are sent to.</summary>
internal sealed class InteractionFixture : IAsyncDisposable
{
    private int _sequence = 1;

    private InteractionFixture(RunningBot bot, ManualTime time)
    {
        Bot = bot;
        Time = time;
    }

    public RunningBot Bot { get; }

    public ManualTime Time { get; }

    public FakeDiscord Discord => Bot.Discord;

    public static async Task<InteractionFixture> StartAsync(Action<DiscordClient> configure, Func<FakeDiscord, DiscordClientOptions>? options = null)
    {
        var time = new ManualTime();
        return new InteractionFixture(await RunningBot.StartAsync(options, time, configure), time);
    }

    public Task SendAsync(string interaction) => Bot.Gateway.DispatchAsync("INTERACTION_CREATE", ++_sequence, interaction);

    /// <summary>The next request, which must be this.</summary>
    public async Task<FakeRequest> ExpectAsync(string route)
    {
        var request = await Discord.NextRequestAsync();
        Assert.Equal(route, request.Route);
        return request;
    }

    /// <summary>The next request, which must be the first answer to an interaction, of this type.</summary>
    public async Task<FakeRequest> ExpectCallbackAsync(int id, int type)
    {
        var request = await ExpectAsync($"POST /interactions/{id}/token-{id}/callback");
        Assert.Equal(type, request.CallbackType);
        return request;
    }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();
}
