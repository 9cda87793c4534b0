using HydraBot.Discord;
using HydraBot.Discord.Rest;
using Xunit;

namespace HydraBot.Tests.Discord.Rest;

public class RetryTests
{
    private static CancellationToken Token => Patience.Token;

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(0)]
    public async Task A_server_error_or_broken_connection_is_repeated_after_growing_pauses(int status)
    {
        await using var api = await RestFixture.StartAsync();
        var failures = 3;
        api.Discord.On("GET /channels/1", _ => failures-- > 0 ? new FakeAnswer(status, "<html>bad gateway</html>") : FakeAnswer.Json("""{"id":"1","name":"x"}"""));
        var call = api.Rest.GetChannelAsync(1, Token);
        foreach (var full in new[] { 0.5, 1, 2 })
            await api.Time.PassAsync(TimeSpan.FromSeconds(full / 2), TimeSpan.FromSeconds(full));
        Assert.Equal("x", (await call).Name);
        Assert.Equal((4, 3), (api.Rest.Statistics.Sent, api.Rest.Statistics.Retried));
    }

    [Fact]
    public async Task A_message_is_repeated_with_the_same_enforced_nonce_so_that_it_appears_once()
    {
        await using var api = await RestFixture.StartAsync();
        var answers = new Queue<FakeAnswer>([new FakeAnswer(503, ""), FakeAnswer.Json("""{"id":"5","channel_id":"1"}""")]);
        api.Discord.On("POST /channels/1/messages", _ => answers.Dequeue());
        var call = api.Rest.CreateMessageAsync(1, "hello", Token);
        var first = await api.Discord.NextRequestAsync();
        await api.Time.PassAsync(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500));
        await call;
        var second = await api.Discord.NextRequestAsync();
        Assert.True((bool)first.Json!["enforce_nonce"]!);
        Assert.Equal((string)first.Json["nonce"]!, (string)second.Json!["nonce"]!);
        Assert.InRange(((string)first.Json["nonce"]!).Length, 16, 25);
    }

    [Fact]
    public async Task A_follow_up_which_knows_no_nonce_is_never_repeated()
    {
        await using var api = await RestFixture.StartAsync();
        api.Discord.On("POST /webhooks/900/tok", _ => new FakeAnswer(500, ""));
        var error = await Assert.ThrowsAsync<DiscordRestException>(() => api.Rest.CreateFollowUpAsync(900, "tok", "hello", Token));
        Assert.Equal((500, 1), ((int)error.Status, error.Attempts));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_fifteen_seconds_an_attempt()
    {
        await using var api = await RestFixture.StartAsync(discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, Retries = 0 });
        var arrived = new TaskCompletionSource();
        var never = new TaskCompletionSource<FakeAnswer>();
        api.Discord.On("GET /channels/1", _ =>
        {
            arrived.SetResult();
            return never.Task;
        });
        var call = api.Rest.GetChannelAsync(1, Token);
        await arrived.Task.WaitAsync(Token);
        await api.Time.PassAsync(TimeSpan.FromSeconds(15));
        var error = await Assert.ThrowsAsync<DiscordException>(() => call);
        Assert.Equal("GET /channels/{channel}: no answer in 15 s", error.Message);
        never.SetResult(FakeAnswer.NoContent);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        Uri address;
        await using (var gone = await FakeDiscord.StartAsync())
            address = gone.ApiBaseUrl;
        await using var client = new DiscordClient(new DiscordClientOptions { Token = "t", ApiBaseUrl = address, Retries = 0 });
        var error = await Assert.ThrowsAsync<DiscordException>(() => client.Rest.GetCurrentUserAsync(Token));
        Assert.StartsWith($"GET /users/@me: no answer from {address.GetLeftPart(UriPartial.Authority)}: Connection refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_stops_the_client_and_says_where_to_get_a_new_one()
    {
        await using var bot = await RunningBot.StartAsync();
        bot.Discord.On("GET /users/@me", _ => new FakeAnswer(401, """{"message":"401: Unauthorized","code":0}"""));
        await Assert.ThrowsAsync<DiscordRestException>(() => bot.Client.Rest.GetCurrentUserAsync(Token));
        var error = await Assert.ThrowsAsync<DiscordException>(() => bot.Running);
        Assert.StartsWith("Discord refused the bot's token (401).", error.Message, StringComparison.Ordinal);

        var sent = bot.Client.Rest.Statistics.Sent;
        error = await Assert.ThrowsAsync<DiscordException>(() => bot.Client.Rest.GetChannelAsync(1, Token));
        Assert.Contains("not sent, because Discord refused the bot's token", error.Message, StringComparison.Ordinal);
        Assert.Equal(sent, bot.Client.Rest.Statistics.Sent);
    }

    [Fact]
    public async Task A_refused_token_at_the_start_ends_the_run()
    {
        await using var bot = await RunningBot.CreateAsync();
        bot.Discord.On("GET /gateway/bot", _ => new FakeAnswer(401, """{"message":"401: Unauthorized","code":0}"""));
        bot.Run();
        var error = await Assert.ThrowsAsync<DiscordException>(() => bot.Running);
        Assert.Contains("https://discord.com/developers/applications", error.Message, StringComparison.Ordinal);
    }
}
