using System.Net;
using System.Text;
using System.Text.Json;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Doors.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.ClaudeCode;

/// <summary>Messages into a session and answers out of it over a channel server, with the SDK's client as the session.</summary>
public sealed class ChannelServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_off_until_it_is_switched_on_and_says_which_setting_that_is()
    {
        await using var house = await HouseAsync(on: false);
        await using var channel = await ChannelFixture.StartAsync(house);
        Assert.Equal(1, await channel.EndAsync());
        Assert.Contains("ClaudeCode:ChannelServer=true", channel.Complaints, StringComparison.Ordinal);
        Assert.Empty(await house.Services.GetRequiredService<SessionStore>().ListAsync(10, Stop));
    }

    [Fact]
    public async Task An_Operators_message_reaches_the_session_and_its_answer_the_thread_and_both_are_in_the_record()
    {
        await using var house = await HouseAsync();
        await using var channel = await ChannelFixture.StartAsync(house);
        Assert.True(channel.Client.ServerCapabilities.Experimental!.ContainsKey("claude/channel"));
        Assert.Equal("reply", Assert.Single(await channel.Client.ListToolsAsync(cancellationToken: Stop)).Name);
        var session = await SessionAsync(house);

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(house, session, "Not I", DoorHouse.ViewerKey)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(house, session, "Go on, token=abcdefghij", DoorHouse.OperatorKey)).Status);
        var heard = await channel.HeardAsync();
        Assert.Equal("Go on, token=[secret]", heard["content"]!.ToString());
        Assert.Equal("hand", heard["meta"]!["user"]!.ToString());
        Assert.All(heard["meta"]!.AsObject(), pair => Assert.Matches("^[A-Za-z0-9_]+$", pair.Key));

        Assert.Equal("They have it.", (await channel.ReplyAsync("I went on with password=hunter2hunter2 and came back")).Text());
        var posts = await house.Services.GetRequiredService<PostStore>().NextAsync(Stop);
        Assert.Equal("I went on with password=[secret] and came back", Assert.Single(posts, post => post.Card.Title == "Answer").Card.Text);
        var audit = await house.AuditAsync();
        Assert.Contains(audit, entry => Says(entry, "claude.send", "hand", "Go on, token=[secret]"));
        Assert.Contains(audit, entry => Says(entry, "claude.reply", $"Claude Code on {Environment.MachineName}", "I went on with password=[secret] and came back"));

        // Once it was heard, what follows comes over it as well, and nothing comes twice.
        await SendAsync(house, session, "And now?", DoorHouse.OperatorKey);
        Assert.Equal("And now?", (await channel.HeardAsync())["content"]!.ToString());
    }

    [Fact]
    public async Task What_nobody_answered_is_handed_to_the_next_server_and_hooks_go_before_one_that_was_never_heard()
    {
        await using var house = await HouseAsync();
        string session;
        await using (var unheard = await ChannelFixture.StartAsync(house))
        {
            session = await SessionAsync(house);
            await SendAsync(house, session, "Is anybody there?", DoorHouse.OperatorKey);
            Assert.Equal("Is anybody there?", (await unheard.HeardAsync())["content"]!.ToString());
        }

        // Claude Code dropped it without a word and ended. What comes next takes it, and a hook that listens is not pushed aside by a server that was never heard.
        var own = await File.ReadAllTextAsync(house.Services.GetRequiredService<HookKeys>().File, Stop);
        var hook = await HookAsync(house, "Wake?id=a&wait=30", $$"""{"session_id":"{{session}}"}""", own);
        Assert.Contains("Is anybody there?", hook.Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        var armed = HookAsync(house, "Wake?id=b&wait=30", $$"""{"session_id":"{{session}}"}""", own);
        await using var second = await ChannelFixture.StartAsync(house);
        Assert.Equal(HttpStatusCode.NoContent, (await HookAsync(house, "ChannelListen?id=!a&wait=30", $$"""{"session_id":"{{session}}"}""", own)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await HookAsync(house, "ChannelListen?id=~a&wait=0", $$"""{"session_id":"{{session}}"}""", own)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await armed).Status);
    }

    [Fact]
    public async Task Another_machine_speaks_for_none_of_this_ones_sessions_and_no_person_does()
    {
        await using var house = await HouseAsync();
        await using var channel = await ChannelFixture.StartAsync(house);
        var session = await SessionAsync(house);
        foreach (var name in (string[])["ChannelReply", "ChannelListen?wait=0", "ChannelEnd"])
            Assert.Contains("There is no session", (await HookAsync(house, name, $$"""{"session_id":"{{session}}","text":"I am it"}""", "machine-key-0123456789")).Detail, StringComparison.Ordinal);
        var person = await house.PostAsync("/operations/claude.reply", JsonSerializer.Serialize(new { text = "I am it", session }), DoorHouse.OwnerKey);
        Assert.Contains("itself answers here", person.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_words_is_refused_and_the_end_of_the_program_is_the_sessions()
    {
        await using var house = await HouseAsync();
        string session;
        await using (var channel = await ChannelFixture.StartAsync(house))
        {
            session = await SessionAsync(house);
            var empty = await channel.ReplyAsync("");
            Assert.True(empty.IsError);
            Assert.Contains("'text' is needed", empty.Text(), StringComparison.Ordinal);
            Assert.Equal(0, await channel.CloseAsync());
        }

        Assert.Equal(SessionState.Ended, (await house.Services.GetRequiredService<SessionStore>().FindAsync(session, Stop))!.State);
    }

    private static async Task<DoorHouse> HouseAsync(bool on = true)
    {
        var house = new DoorHouse(null, $"--ClaudeCode:ChannelServer={on}", "--ClaudeCode:Machines:nas:Token=machine-key-0123456789");
        await house.InitializeAsync();
        return house;
    }

    /// <summary>The server announces itself after the handshake, and then listens.</summary>
    private static async Task<string> SessionAsync(DoorHouse house)
    {
        var store = house.Services.GetRequiredService<SessionStore>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await store.ListAsync(1, limit.Token) is [var session])
                return session.Id;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }

    private static Task<Answer> SendAsync(DoorHouse house, string session, string text, string key) =>
        house.PostAsync("/operations/claude.send", JsonSerializer.Serialize(new { text, session }), key);

    private static Task<Answer> HookAsync(DoorHouse house, string path, string body, string key) =>
        house.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/claude/hooks/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") }, key.Trim());

    private static bool Says(JsonElement entry, string operation, string caller, string text) =>
        entry.TryGetProperty("operation", out var name) && name.GetString() == operation
        && entry.TryGetProperty("caller", out var who) && who.GetProperty("name").GetString() == caller
        && entry.TryGetProperty("arguments", out var arguments) && arguments.TryGetProperty("text", out var said) && said.GetString() == text;
}
