using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class AuthorizationTests : IAsyncLifetime
{
    private Desk _desk = null!;

    public async ValueTask InitializeAsync() => _desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_bot_says_Bot_and_a_member_does_not()
    {
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.GetAsync("users/@me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _desk.Member("guest").GetAsync("users/@me")).Status);
        foreach (var wrong in new[] { _desk.Discord.BotToken, $"Bot {_desk.Token("guest")}", "Bot nonsense", null })
        {
            var answer = await _desk.As(wrong).GetAsync("users/@me");
            Assert.Equal((HttpStatusCode.Unauthorized, 0), (answer.Status, answer.Code));
            Assert.Equal("401: Unauthorized", answer.Json!["message"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task What_is_not_there_is_named_by_its_code()
    {
        Assert.Equal(10003, (await _desk.Bot.GetAsync("channels/123")).Code);
        Assert.Equal(10004, (await _desk.Bot.GetAsync("guilds/123")).Code);
        Assert.Equal(10013, (await _desk.Bot.GetAsync("users/123")).Code);
        Assert.Equal(10008, (await _desk.Bot.GetAsync($"channels/{await _desk.ChannelAsync("status")}/messages/123")).Code);
        Assert.Equal("NUMBER_TYPE_COERCE", (await _desk.Bot.GetAsync("channels/abc")).ErrorAt("channel_id"));
        Assert.Equal("404: Not Found", (await _desk.Bot.GetAsync("nowhere")).Json!["message"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _desk.Bot.DeleteAsync("users/@me")).Status);
        Assert.Equal(50041, (await _desk.Bot.GetAsync(new Uri(_desk.Discord.Url, "api/v6/users/@me").ToString())).Code);
    }

    [Fact]
    public async Task Bots_and_members_have_their_own_calls()
    {
        Assert.Equal(20001, (await _desk.Bot.PostAsync("interactions", new JsonObject())).Code);
        Assert.Equal(20002, (await _desk.Member("owner").GetAsync("gateway/bot")).Code);
        Assert.Equal(10002, (await _desk.Bot.GetAsync("applications/123/commands")).Code);
    }

    [Fact]
    public async Task A_channel_that_is_closed_to_somebody_is_so_over_every_way()
    {
        var channel = await _desk.ChannelAsync("alerts");
        await using var guest = await _desk.LogInAsync("guest");
        var overwrite = new JsonObject { ["type"] = 0, ["deny"] = "1024" };
        Assert.Equal(HttpStatusCode.NoContent, (await _desk.Member("owner").PutAsync($"channels/{channel}/permissions/{_desk.GuildId}", overwrite)).Status);
        Assert.Equal(50001, (await _desk.Member("guest").GetAsync($"channels/{channel}/messages")).Code);
        await _desk.Member("owner").PostAsync($"channels/{channel}/messages", new JsonObject { ["content"] = "secret" });
        await _desk.Member("owner").PostAsync($"channels/{await _desk.ChannelAsync("status")}/messages", new JsonObject { ["content"] = "open" });
        await guest.EventAsync("MESSAGE_CREATE", message => message["content"]!.GetValue<string>() == "open");
        Assert.DoesNotContain(guest.Received, message => message["d"]?["content"]?.ToString() == "secret");
        var listed = (await _desk.Member("guest").GetAsync($"guilds/{_desk.GuildId}/channels")).Json!.AsArray();
        Assert.DoesNotContain(listed, one => one!["id"]!.GetValue<string>() == channel);
    }
}
