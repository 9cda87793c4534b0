using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>discord.js, which nobody here wrote, is a bot on the emulator; a member uses it through Discord's own calls.</summary>
public sealed class DiscordJsTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private PeerProcess _bot = null!;
    private RawGateway _member = null!;
    private string _channel = null!;
    private string _botId = null!;
    private JsonNode _ready = null!;

    public async ValueTask InitializeAsync()
    {
        PeerProcess.Require();
        _desk = await Desk.OpenAsync();
        (_botId, var token) = await _desk.AddApplicationAsync("peer");
        _channel = await _desk.ChannelAsync("command");
        _member = await _desk.LogInAsync("operator");
        _bot = PeerProcess.Start(
            "bot.mjs", ("EMULATOR_API", new Uri(_desk.Discord.Url, "api").ToString()), ("BOT_TOKEN", token), ("GUILD_ID", _desk.GuildId));
        _ready = await _bot.SaidAsync("ready");
    }

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
            await _bot.DisposeAsync();
        if (_member is not null)
            await _member.DisposeAsync();
        if (_desk is not null)
            await _desk.DisposeAsync();
    }

    [Fact]
    public async Task It_logs_in_finds_the_guild_and_leaves_cleanly()
    {
        Assert.Equal("peer", _ready["user"]!.GetValue<string>());
        Assert.Equal("Hydra", _ready["guild"]!.GetValue<string>());
        Assert.Equal(
            ["alerts", "approvals", "briefing", "command", "status", "voice"],
            _ready["channels"]!.AsArray().Select(name => name!.GetValue<string>()).Order());
        Assert.Equal(0, await _bot.EndAsync());
    }

    [Fact]
    public async Task Its_slash_command_completes_and_answers_with_an_embed_and_a_picture()
    {
        Assert.Equal(204, (int)(await Press.CommandAsync(_desk, "operator", _channel, "greet", [Option("name", "Al", focused: true)], type: 4, nonce: "auto")).Status);
        var completion = await _member.EventAsync("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE");
        Assert.Equal("Alan", Assert.Single(completion["choices"]!.AsArray())!["value"]!.GetValue<string>());

        await Press.CommandAsync(_desk, "operator", _channel, "greet", [Option("name", "Alan")], nonce: "run");
        Assert.Equal("run", (await _member.EventAsync("INTERACTION_SUCCESS"))["nonce"]!.GetValue<string>());
        var message = await FromBotAsync("MESSAGE_CREATE");
        var embed = Assert.Single(message["embeds"]!.AsArray())!;
        Assert.Equal("Hello, **Alan**", embed["description"]!.GetValue<string>());
        Assert.Equal("operator", embed["fields"]![0]!["value"]!.GetValue<string>());
        Assert.Equal("greet", message["interaction"]!["name"]!.GetValue<string>());
        var picture = embed["image"]!["url"]!.GetValue<string>();
        Assert.Equal(picture, (await _bot.SaidAsync("greeted"))["image"]!.GetValue<string>());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await _desk.Http.GetByteArrayAsync(picture, TestContext.Current.CancellationToken))[..4]);
    }

    [Fact]
    public async Task Its_buttons_menu_and_modal_work()
    {
        await Press.CommandAsync(_desk, "operator", _channel, "panel");
        var panel = await FromBotAsync("MESSAGE_CREATE");
        await _bot.SaidAsync("panel");

        await Press.ComponentAsync(_desk, "operator", panel, "pick", type: 3, "one", "three");
        var picked = await FromBotAsync("MESSAGE_CREATE");
        Assert.Equal("Picked one and three", picked["content"]!.GetValue<string>());
        Assert.Equal(64, picked["flags"]!.GetValue<int>());

        await Press.ComponentAsync(_desk, "operator", panel, "ask");
        var modal = await _member.EventAsync("INTERACTION_MODAL_CREATE");
        Assert.Equal("Questions", modal["title"]!.GetValue<string>());
        var submitted = await Press.ModalAsync(_desk, "operator", modal, [Row(new JsonObject { ["type"] = 4, ["custom_id"] = "reason", ["value"] = "curiosity" })]);
        Assert.Equal(204, (int)submitted.Status);
        Assert.Equal("Because: curiosity", (await FromBotAsync("MESSAGE_CREATE"))["content"]!.GetValue<string>());

        await Press.ComponentAsync(_desk, "operator", panel, "press");
        var pressed = await FromBotAsync("MESSAGE_UPDATE");
        Assert.Equal("Pressed by operator", pressed["content"]!.GetValue<string>());
        Assert.Empty(pressed["components"]!.AsArray());
    }

    [Fact]
    public async Task It_defers_edits_and_follows_up_for_one_member_alone()
    {
        await using var other = await _desk.LogInAsync("viewer");
        await Press.CommandAsync(_desk, "operator", _channel, "slow");
        var loading = await FromBotAsync("MESSAGE_CREATE");
        Assert.Equal(64 | 128, loading["flags"]!.GetValue<int>());
        var done = await FromBotAsync("MESSAGE_UPDATE");
        Assert.Equal("Done after all", done["content"]!.GetValue<string>());
        Assert.Equal(64, done["flags"]!.GetValue<int>());
        var said = await _bot.SaidAsync("slow");
        Assert.True(said["ephemeral"]!.GetValue<bool>());
        Assert.Equal(done["id"]!.GetValue<string>(), said["edited"]!.GetValue<string>());

        await _desk.Member("viewer").PostAsync($"channels/{_channel}/messages", new JsonObject { ["content"] = "marker" });
        await other.EventAsync("MESSAGE_CREATE", message => message["content"]!.GetValue<string>() == "marker");
        Assert.DoesNotContain(other.Received, message => message["d"]?["author"]?["id"]?.GetValue<string>() == _botId);
    }

    [Fact]
    public async Task It_reads_an_attachment_that_came_with_a_command()
    {
        var command = await Press.FindAsync(_desk, "operator", "inspect");
        var body = Press.Body(_desk, _channel, 2, "9", command["application_id"]!, new JsonObject
        {
            ["id"] = command["id"]!.GetValue<string>(),
            ["version"] = command["version"]!.GetValue<string>(),
            ["name"] = "inspect",
            ["type"] = 1,
            ["options"] = new JsonArray(new JsonObject { ["type"] = 11, ["name"] = "file", ["value"] = "0" }),
            ["attachments"] = new JsonArray(new JsonObject { ["id"] = "0", ["filename"] = "note.txt" }),
        });
        var sent = await _desk.Member("operator").UploadAsync(HttpMethod.Post, "interactions", body, ("note.txt", "text/plain", Encoding.UTF8.GetBytes("all well")));
        Assert.Equal(204, (int)sent.Status);
        Assert.Equal("note.txt: all well", (await FromBotAsync("MESSAGE_CREATE"))["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task Messages_threads_and_reactions_go_both_ways()
    {
        await WriteAsync("react, please");
        await _member.EventAsync("MESSAGE_REACTION_ADD", reaction => reaction["emoji"]!["name"]!.GetValue<string>() == "👍");
        await _member.EventAsync("MESSAGE_REACTION_ADD", reaction => reaction["emoji"]!["name"]!.GetValue<string>() == "🎉");
        var reply = await FromBotAsync("MESSAGE_CREATE");
        Assert.Equal("react, please", reply["referenced_message"]!["content"]!.GetValue<string>());
        await _desk.Member("operator").PutAsync($"channels/{_channel}/messages/{reply["id"]!.GetValue<string>()}/reactions/{Uri.EscapeDataString("✅")}/@me");
        var reaction = await _bot.SaidAsync("reaction");
        Assert.Equal("✅", reaction["emoji"]!.GetValue<string>());
        Assert.Equal(_desk.IdOf("operator"), reaction["user"]!.GetValue<string>());

        await WriteAsync("thread, please");
        var thread = await _bot.SaidAsync("thread");
        Assert.Equal(_channel, thread["parent"]!.GetValue<string>());
        var inside = await _member.EventAsync("MESSAGE_CREATE", message => message["content"]!.GetValue<string>() == "In the thread");
        Assert.Equal(thread["id"]!.GetValue<string>(), inside["channel_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_refusal_reaches_it_as_its_own_error_with_the_code()
    {
        await Press.CommandAsync(_desk, "operator", _channel, "crash");
        var refused = await _bot.SaidAsync("refused");
        Assert.Equal(50035, refused["code"]!.GetValue<int>());
        Assert.Contains("data.content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.", refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
        // discord.js notices by itself that it has replied already; the server's 40060 is tested elsewhere.
        Assert.Equal("InteractionAlreadyReplied", (await _bot.SaidAsync("refusedTwice"))["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("drop", null)]
    [InlineData("close", 4000)]
    [InlineData("reconnect", null)]
    public async Task After_a_broken_connection_it_resumes_and_misses_nothing(string kind, int? value)
    {
        Assert.Equal(204, (int)(await _desk.FaultAsync(kind, value, "peer")).Status);
        await WriteAsync("said while it was away");
        await _bot.SaidAsync("resumed");
        var heard = await _bot.SaidAsync("message");
        Assert.Equal("said while it was away", heard["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_waits_out_a_storm_of_429_and_5xx()
    {
        await _desk.FaultAsync("rate_limit", "global", "peer");
        await WriteAsync("react, please");
        await FromBotAsync("MESSAGE_CREATE");
        await _desk.FaultAsync("server_error", 503, "peer");
        await WriteAsync("thread, please");
        await _bot.SaidAsync("thread");
    }

    private Task<RawAnswer> WriteAsync(string content) =>
        _desk.Member("operator").PostAsync($"channels/{_channel}/messages", new JsonObject { ["content"] = content });

    private Task<JsonNode> FromBotAsync(string name) => _member.EventAsync(name, message => message["author"]!["id"]!.GetValue<string>() == _botId);

    private static JsonObject Option(string name, string value, bool focused = false)
    {
        var option = new JsonObject { ["type"] = 3, ["name"] = name, ["value"] = value };
        if (focused)
            option["focused"] = true;
        return option;
    }

    private static JsonObject Row(JsonObject component) => new() { ["type"] = 1, ["components"] = new JsonArray(component) };
}
