using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class ReactionTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private string _message = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        var messages = $"channels/{await _desk.ChannelAsync("approvals")}/messages";
        _message = $"{messages}/{(await _desk.Bot.PostAsync(messages, new JsonObject { ["content"] = "ok?" })).Id}";
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("✅")]
    [InlineData("❌")]
    [InlineData("👩🏽‍💻")]
    [InlineData("🇩🇪")]
    [InlineData("1️⃣")]
    [InlineData("❤️")]
    public async Task A_Unicode_emoji_can_be_put_under_a_message(string emoji) =>
        Assert.Equal(HttpStatusCode.NoContent, (await _desk.Member("viewer").PutAsync(Path(emoji))).Status);

    [Theory]
    [InlineData("x")]
    [InlineData("✅✅")]
    [InlineData("nope:123456789012345678")]
    [InlineData("7")]
    public async Task Anything_else_is_an_unknown_emoji(string emoji) => Assert.Equal(10014, (await _desk.Member("viewer").PutAsync(Path(emoji))).Code);

    [Fact]
    public async Task Reactions_are_counted_listed_and_know_whose_they_are()
    {
        await _desk.Member("owner").PutAsync(Path("✅"));
        await _desk.Member("viewer").PutAsync(Path("✅"));
        await _desk.Member("viewer").PutAsync(Path("✅"));
        var reaction = Assert.Single((await _desk.Member("owner").GetAsync(_message)).Json!["reactions"]!.AsArray())!;
        Assert.Equal(2, reaction["count"]!.GetValue<int>());
        Assert.True(reaction["me"]!.GetValue<bool>());
        Assert.False((await _desk.Bot.GetAsync(_message)).Json!["reactions"]![0]!["me"]!.GetValue<bool>());
        var users = (await _desk.Bot.GetAsync($"{_message}/reactions/{Uri.EscapeDataString("✅")}")).Json!.AsArray();
        Assert.Equal(["owner", "viewer"], users.Select(user => user!["username"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Ones_own_can_be_taken_back_and_anothers_needs_a_moderator()
    {
        await _desk.Member("viewer").PutAsync(Path("✅"));
        var viewers = $"{_message}/reactions/{Uri.EscapeDataString("✅")}/{_desk.IdOf("viewer")}";
        Assert.Equal(50013, (await _desk.Member("guest").DeleteAsync(viewers)).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await _desk.Member("viewer").DeleteAsync(Path("✅"))).Status);
        Assert.Null((await _desk.Bot.GetAsync(_message)).Json!["reactions"]);
    }

    private string Path(string emoji) => $"{_message}/reactions/{Uri.EscapeDataString(emoji)}/@me";
}
