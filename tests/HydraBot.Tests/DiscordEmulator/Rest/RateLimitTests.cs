using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = Desk.Clock();
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync(_clock);

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task The_sixth_message_within_five_seconds_waits_as_its_headers_said()
    {
        var path = $"channels/{await _desk.ChannelAsync("status")}/messages";
        for (var left = 4; left >= 0; left--)
        {
            var sent = await _desk.Bot.PostAsync(path, Text());
            Assert.Equal((HttpStatusCode.OK, "5", $"{left}"), (sent.Status, sent.Header("X-RateLimit-Limit"), sent.Header("X-RateLimit-Remaining")));
        }
        _clock.Advance(TimeSpan.FromSeconds(2));
        var refused = await _desk.Bot.PostAsync(path, Text());
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("3", refused.Header("Retry-After"));
        Assert.Equal("user", refused.Header("X-RateLimit-Scope"));
        Assert.Equal("3.000", refused.Header("X-RateLimit-Reset-After"));
        Assert.Equal(3, refused.Json!["retry_after"]!.GetValue<double>());
        Assert.False(refused.Json["global"]!.GetValue<bool>());
        Assert.Equal(_clock.GetUtcNow().AddSeconds(3).ToUnixTimeSeconds(), double.Parse(refused.Header("X-RateLimit-Reset"), CultureInfo.InvariantCulture));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.PostAsync(path, Text())).Status);
    }

    [Fact]
    public async Task Channels_are_counted_apart_under_one_bucket()
    {
        var status = $"channels/{await _desk.ChannelAsync("status")}/messages";
        for (var index = 0; index < 5; index++)
            await _desk.Bot.PostAsync(status, Text());
        var refused = await _desk.Bot.PostAsync(status, Text());
        var other = await _desk.Bot.PostAsync($"channels/{await _desk.ChannelAsync("alerts")}/messages", Text());
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.Status, other.Status));
        Assert.Equal(refused.Header("X-RateLimit-Bucket"), other.Header("X-RateLimit-Bucket"));
    }

    [Fact]
    public async Task Fifty_requests_a_second_are_the_most_over_all_routes()
    {
        var channels = (await _desk.Member("owner").GetAsync($"guilds/{_desk.GuildId}/channels")).Json!.AsArray();
        for (var index = 0; index < 50; index++)
            Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.GetAsync($"channels/{channels[index % 6]!["id"]!.GetValue<string>()}")).Status);
        var refused = await _desk.Bot.GetAsync("gateway/bot");
        Assert.Equal((HttpStatusCode.TooManyRequests, "global", "true"), (refused.Status, refused.Header("X-RateLimit-Scope"), refused.Header("X-RateLimit-Global")));
        Assert.True(refused.Json!["global"]!.GetValue<bool>());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.GetAsync("gateway/bot")).Status);
    }

    [Fact]
    public async Task A_second_reaction_waits_a_quarter_of_a_second()
    {
        var messages = $"channels/{await _desk.ChannelAsync("status")}/messages";
        var message = await _desk.Bot.PostAsync(messages, Text());
        Task<RawAnswer> React(string emoji) => _desk.Bot.PutAsync($"{messages}/{message.Id}/reactions/{Uri.EscapeDataString(emoji)}/@me");
        Assert.Equal(HttpStatusCode.NoContent, (await React("✅")).Status);
        Assert.Equal(0.25, (await React("❌")).Json!["retry_after"]!.GetValue<double>());
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(HttpStatusCode.NoContent, (await React("❌")).Status);
    }

    [Fact]
    public async Task A_members_client_is_not_held_to_a_bots_pace()
    {
        var path = $"channels/{await _desk.ChannelAsync("status")}/messages";
        for (var index = 0; index < 20; index++)
            Assert.Equal(HttpStatusCode.OK, (await _desk.Member("guest").PostAsync(path, Text())).Status);
    }

    private static JsonObject Text() => new() { ["content"] = "x" };
}
