using HydraBot.Discord;
using HydraBot.Discord.Rest;
using Xunit;

namespace HydraBot.Tests.Discord.Rest;

public class RateLimitTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task A_route_whose_limit_is_unknown_is_called_one_at_a_time()
    {
        await using var api = await RestFixture.StartAsync();
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        api.Discord.On("GET /channels/1", async _ =>
        {
            arrived.TrySetResult();
            await release.Task;
            return FakeAnswer.Json("""{"id":"1"}""").WithLimit("abc", 5, 4, 10);
        });
        var calls = Enumerable.Range(0, 4).Select(_ => api.Rest.GetChannelAsync(1, Token)).ToList();
        await arrived.Task.WaitAsync(Token);
        // Another channel is another limit, and shows that the fake has taken all that came.
        api.Discord.On("GET /channels/2", _ => FakeAnswer.Json("""{"id":"2"}"""));
        await api.Rest.GetChannelAsync(2, Token);
        Assert.Single(api.Discord.AllRequests, request => request.Path == "/channels/1");
        release.SetResult();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task An_exhausted_limit_is_waited_for_as_long_as_the_headers_say_and_other_channels_go_on()
    {
        await using var api = await RestFixture.StartAsync();
        var left = 2;
        api.Discord.On("GET /channels/1", _ => FakeAnswer.Json("""{"id":"1"}""").WithLimit("abc", 2, --left, 4.25));
        await api.Rest.GetChannelAsync(1, Token);
        await api.Rest.GetChannelAsync(1, Token);
        left = 2;
        var third = api.Rest.GetChannelAsync(1, Token);
        Assert.Equal(TimeSpan.FromSeconds(4.25), await api.Time.TimerAsync(due => due != TimeSpan.FromSeconds(15)));
        Assert.False(third.IsCompleted);

        api.Discord.On("GET /channels/2", _ => FakeAnswer.Json("""{"id":"2"}""").WithLimit("abc", 2, 1, 4.25));
        await api.Rest.GetChannelAsync(2, Token);
        api.Time.Advance(TimeSpan.FromSeconds(4.25));
        await third;
        Assert.Equal(0, api.Rest.Statistics.RateLimited);
    }

    [Fact]
    public async Task Routes_that_share_a_bucket_share_its_limit_and_as_many_go_at_once_as_it_allows()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("GET /channels/1", _ => FakeAnswer.Json("""{"id":"1"}""").WithLimit("same", 3, 2, 9));
        api.Discord.On("GET /channels/1/messages/5", _ => FakeAnswer.Json("""{"id":"5"}""").WithLimit("same", 3, 0, 7));
        await api.Rest.GetChannelAsync(1, Token);
        await api.Rest.GetMessageAsync(1, 5, Token);
        var blocked = api.Rest.GetChannelAsync(1, Token);
        Assert.Equal(TimeSpan.FromSeconds(7), await api.Time.TimerAsync(due => due != TimeSpan.FromSeconds(15)));
        api.Time.Advance(TimeSpan.FromSeconds(7));
        await blocked;
    }

    [Theory]
    [InlineData("user", 1)]
    [InlineData("shared", 0)]
    public async Task A_429_is_repeated_after_its_own_time_and_a_shared_one_is_not_the_bots_fault(string scope, int counted)
    {
        await using var api = await RestFixture.StartAsync();
        var limited = true;
        api.Discord.On("POST /channels/1/typing", _ => limited ? FakeAnswer.Limited(3.5, scope) : FakeAnswer.NoContent);
        var call = api.Rest.TriggerTypingAsync(1, Token);
        await api.Time.TimerAsync(due => due == TimeSpan.FromSeconds(3.5));
        limited = false;
        api.Time.Advance(TimeSpan.FromSeconds(3.5));
        await call;
        var statistics = api.Rest.Statistics;
        Assert.Equal((2, 1, counted), (statistics.Sent, statistics.RateLimited, statistics.Invalid));
    }

    [Fact]
    public async Task A_global_429_holds_every_route_but_those_of_interactions()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("POST /channels/1/typing", _ => FakeAnswer.Limited(2, "global"));
        var limited = api.Rest.TriggerTypingAsync(1, Token);
        await api.Time.TimerAsync(due => due == TimeSpan.FromSeconds(2));
        var other = api.Rest.GetChannelAsync(2, Token);
        await api.Time.TimerAsync(due => due == TimeSpan.FromSeconds(2));
        await api.Rest.EditOriginalResponseAsync(900, "token", "still possible", Token);
        Assert.False(other.IsCompleted);

        api.Discord.On("POST /channels/1/typing", _ => FakeAnswer.NoContent);
        api.Time.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(limited, other);
    }

    [Fact]
    public async Task No_more_than_fifty_requests_go_out_in_a_second_over_all_routes()
    {
        await using var api = await RestFixture.StartAsync();
        var calls = Enumerable.Range(0, 60).Select(i => api.Rest.TriggerTypingAsync((ulong)i + 1, Token)).ToList();
        for (var i = 0; i < 50; i++)
            await api.Discord.NextRequestAsync();
        await api.Time.TimerAsync(due => due == TimeSpan.FromSeconds(1));
        await api.Rest.EditOriginalResponseAsync(900, "token", "interactions are not counted", Token);
        Assert.Equal(51, api.Discord.AllRequests.Count);
        api.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_wait_longer_than_allowed_is_an_exception_that_names_route_and_time()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("GET /channels/1", _ => FakeAnswer.Limited(3000));
        var error = await Assert.ThrowsAsync<DiscordException>(() => api.Rest.GetChannelAsync(1, Token));
        Assert.Equal("GET /channels/{channel}: Discord's rate limit asks for a wait of 3000 s, longer than the 120 s allowed.", error.Message);
    }

    [Fact]
    public async Task A_cancelled_wait_gives_its_place_to_the_next()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("GET /channels/1", _ => FakeAnswer.Json("""{"id":"1"}""").WithLimit("abc", 1, 0, 5));
        await api.Rest.GetChannelAsync(1, Token);
        using var cancel = new CancellationTokenSource();
        var given = api.Rest.GetChannelAsync(1, cancel.Token);
        var next = api.Rest.GetChannelAsync(1, Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await api.Time.TimerAsync(due => due == TimeSpan.FromSeconds(5));
        api.Time.Advance(TimeSpan.FromSeconds(5));
        await next;
    }

    [Fact]
    public async Task Refused_requests_stop_the_client_before_Discord_bans_it_and_ten_minutes_later_it_goes_on()
    {
        await using var api = await RestFixture.StartAsync(discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, InvalidRequestLimit = 5 });
        api.Discord.On("GET /channels/1", _ => new FakeAnswer(403, """{"code":50001,"message":"Missing Access"}"""));
        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<DiscordRestException>(() => api.Rest.GetChannelAsync(1, Token));
        var error = await Assert.ThrowsAsync<DiscordException>(() => api.Rest.GetChannelAsync(2, Token));
        Assert.StartsWith("Nothing is sent until 00:10:00: 5 requests were refused", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, api.Discord.AllRequests.Count);

        api.Time.Advance(TimeSpan.FromMinutes(10));
        await api.Rest.GetChannelAsync(2, Token);
    }
}
