using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Gateway;

public sealed class EventTests : IAsyncLifetime
{
    private const int Guilds = 1;
    private const int GuildMessages = 1 << 9;
    private const int MessageContent = 1 << 15;

    private Desk _desk = null!;
    private string _messages = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _messages = $"channels/{await _desk.ChannelAsync("command")}/messages";
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Without_the_intent_content_is_blank_except_in_ones_own_messages_and_mentions()
    {
        await using var bot = await _desk.LogInBotAsync(Guilds | GuildMessages);
        await _desk.Member("owner").PostAsync(_messages, Rich("private words"));
        var blank = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal("", blank["content"]!.GetValue<string>());
        Assert.Empty(blank["embeds"]!.AsArray());
        await _desk.Member("owner").PostAsync(_messages, Rich($"<@{_desk.ApplicationId}> hello"));
        Assert.EndsWith("hello", (await bot.EventAsync("MESSAGE_CREATE"))["content"]!.GetValue<string>(), StringComparison.Ordinal);
        await _desk.Bot.PostAsync(_messages, Rich("mine"));
        var own = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal("mine", own["content"]!.GetValue<string>());
        Assert.Single(own["embeds"]!.AsArray());
    }

    [Fact]
    public async Task With_the_intent_content_is_there()
    {
        await using var bot = await _desk.LogInBotAsync(Guilds | GuildMessages | MessageContent);
        await _desk.Member("owner").PostAsync(_messages, Rich("words"));
        var message = await bot.EventAsync("MESSAGE_CREATE");
        Assert.Equal("words", message["content"]!.GetValue<string>());
        Assert.Equal(_desk.GuildId, message["guild_id"]!.GetValue<string>());
        Assert.NotEmpty(message["member"]!["roles"]!.AsArray());
    }

    [Fact]
    public async Task An_event_nobody_asked_for_is_not_sent()
    {
        await using var bot = await _desk.LogInBotAsync(Guilds);
        await _desk.Member("owner").PostAsync(_messages, Rich("words"));
        await _desk.Member("owner").PostAsync($"guilds/{_desk.GuildId}/channels", new JsonObject { ["name"] = "later" });
        await bot.EventAsync("CHANNEL_CREATE");
        Assert.DoesNotContain(bot.Received, message => message["t"]?.GetValue<string>() == "MESSAGE_CREATE");
    }

    [Fact]
    public async Task A_member_sees_messages_edits_deletions_reactions_and_typing_as_they_happen()
    {
        await using var viewer = await _desk.LogInAsync("viewer");
        var channel = await _desk.ChannelAsync("command");
        await _desk.Bot.PostAsync($"channels/{channel}/typing");
        Assert.Equal(_desk.ApplicationId, (await viewer.EventAsync("TYPING_START"))["user_id"]!.GetValue<string>());
        var sent = await _desk.Bot.PostAsync(_messages, Rich("one"));
        Assert.Equal(sent.Id, (await viewer.EventAsync("MESSAGE_CREATE"))["id"]!.GetValue<string>());
        await _desk.Bot.PatchAsync($"{_messages}/{sent.Id}", new JsonObject { ["content"] = "two" });
        var edited = await viewer.EventAsync("MESSAGE_UPDATE");
        Assert.Equal("two", edited["content"]!.GetValue<string>());
        Assert.Single(edited["embeds"]!.AsArray());
        await _desk.Member("guest").PutAsync($"{_messages}/{sent.Id}/reactions/{Uri.EscapeDataString("✅")}/@me");
        var reaction = await viewer.EventAsync("MESSAGE_REACTION_ADD");
        Assert.Equal((_desk.IdOf("guest"), "✅"), (reaction["user_id"]!.GetValue<string>(), reaction["emoji"]!["name"]!.GetValue<string>()));
        await _desk.Bot.DeleteAsync($"{_messages}/{sent.Id}");
        Assert.Equal(sent.Id, (await viewer.EventAsync("MESSAGE_DELETE"))["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Compressed_or_not_the_same_is_said(bool transport)
    {
        await using var gateway = await _desk.ConnectAsync(transport ? "&compress=zlib-stream" : "", zlib: transport);
        await gateway.OpAsync(10);
        await gateway.IdentifyAsync(_desk.Discord.BotToken, Desk.AllIntents, new JsonObject { ["compress"] = !transport });
        await gateway.EventAsync("GUILD_CREATE");
        for (var index = 0; index < 5; index++)
        {
            await _desk.Bot.PostAsync(_messages, new JsonObject { ["content"] = $"{index} {new string('ä', 1500)}" });
            Assert.StartsWith($"{index} ä", (await gateway.EventAsync("MESSAGE_CREATE"))["content"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Members_can_be_asked_for_by_name_and_by_id()
    {
        await using var bot = await _desk.LogInBotAsync();
        await bot.SendAsync(8, new JsonObject { ["guild_id"] = _desk.GuildId, ["query"] = "o", ["limit"] = 10, ["nonce"] = "q" });
        var byName = await bot.EventAsync("GUILD_MEMBERS_CHUNK");
        Assert.Equal(["operator", "owner"], byName["members"]!.AsArray().Select(member => member!["user"]!["username"]!.GetValue<string>()).Order());
        Assert.Equal("q", byName["nonce"]!.GetValue<string>());
        await bot.SendAsync(8, new JsonObject { ["guild_id"] = _desk.GuildId, ["user_ids"] = new JsonArray(_desk.IdOf("guest"), "5"), ["limit"] = 0 });
        var byId = await bot.EventAsync("GUILD_MEMBERS_CHUNK");
        Assert.Single(byId["members"]!.AsArray());
        Assert.Equal("5", Assert.Single(byId["not_found"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public async Task Who_joins_a_voice_channel_is_shown_there_and_leaves_with_the_connection()
    {
        await using var watcher = await _desk.LogInAsync("owner");
        var speaker = await _desk.LogInAsync("viewer");
        var voice = await _desk.ChannelAsync("voice");
        await speaker.SendAsync(4, new JsonObject { ["guild_id"] = _desk.GuildId, ["channel_id"] = voice, ["self_mute"] = true, ["self_deaf"] = false });
        var joined = await watcher.EventAsync("VOICE_STATE_UPDATE");
        Assert.Equal((voice, true), (joined["channel_id"]!.GetValue<string>(), joined["self_mute"]!.GetValue<bool>()));
        Assert.Equal(voice, (await _desk.Bot.GetAsync($"guilds/{_desk.GuildId}/voice-states/{_desk.IdOf("viewer")}")).Json!["channel_id"]!.GetValue<string>());
        await speaker.LeaveAsync(1000);
        await speaker.DisposeAsync();
        Assert.Null((await watcher.EventAsync("VOICE_STATE_UPDATE"))["channel_id"]);
    }

    [Fact]
    public async Task Presences_come_and_go_with_connections()
    {
        await using var watcher = await _desk.LogInAsync("owner");
        var guest = await _desk.LogInAsync("guest");
        Assert.Equal("online", (await watcher.EventAsync("PRESENCE_UPDATE", IsGuest))["status"]!.GetValue<string>());
        await guest.SendAsync(3, new JsonObject { ["since"] = null, ["activities"] = new JsonArray(), ["status"] = "dnd", ["afk"] = false });
        Assert.Equal("dnd", (await watcher.EventAsync("PRESENCE_UPDATE", IsGuest))["status"]!.GetValue<string>());
        await guest.LeaveAsync(1000);
        await guest.DisposeAsync();
        Assert.Equal("offline", (await watcher.EventAsync("PRESENCE_UPDATE", IsGuest))["status"]!.GetValue<string>());

        bool IsGuest(JsonNode presence) => presence["user"]!["id"]!.GetValue<string>() == _desk.IdOf("guest");
    }

    [Fact]
    public async Task A_conversation_of_two_is_seen_by_the_two()
    {
        await using var owner = await _desk.LogInAsync("owner");
        await using var bot = await _desk.LogInBotAsync(1 << 12);
        var channel = await _desk.Bot.PostAsync("users/@me/channels", new JsonObject { ["recipient_id"] = _desk.IdOf("owner") });
        Assert.Equal(channel.Id, (await owner.EventAsync("CHANNEL_CREATE"))["id"]!.GetValue<string>());
        await _desk.Member("owner").PostAsync($"channels/{channel.Id}/messages", new JsonObject { ["content"] = "between us" });
        Assert.Equal("between us", (await bot.EventAsync("MESSAGE_CREATE"))["content"]!.GetValue<string>());
        Assert.Equal(50001, (await _desk.Member("guest").GetAsync($"channels/{channel.Id}/messages")).Code);
    }

    private static JsonObject Rich(string content) => new() { ["content"] = content, ["embeds"] = new JsonArray(new JsonObject { ["title"] = "t" }) };
}
