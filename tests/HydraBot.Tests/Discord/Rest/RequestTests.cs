using System.Text;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Rest;

public class RequestTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task Requests_carry_the_bots_token_a_user_agent_of_Discords_form_and_the_audit_log_reason()
    {
        await using var api = await RestFixture.StartAsync();
        await api.Rest.DeleteMessageAsync(1, 2, "spam, \u00e4h", Token);
        var request = await api.Discord.NextRequestAsync();
        Assert.Equal("DELETE /channels/1/messages/2", request.Route);
        Assert.Equal("Bot a.b.c", request.Headers["Authorization"]);
        Assert.Matches(@"^DiscordBot \(https://\S+, \d+\.\d+\.\d+\)$", request.Headers["User-Agent"]);
        Assert.Equal("spam%2C%20%C3%A4h", request.Headers["X-Audit-Log-Reason"]);
    }

    [Fact]
    public async Task The_bots_token_is_not_sent_where_an_interactions_token_is_the_credential()
    {
        await using var api = await RestFixture.StartAsync();
        await api.Rest.CreateFollowUpAsync(900, "tok", "x", Token);
        Assert.False((await api.Discord.NextRequestAsync()).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_message_notifies_nobody_unless_told_to()
    {
        await using var api = await RestFixture.StartAsync();
        await api.Rest.CreateMessageAsync(1, new MessagePayload { Content = "@everyone", Nonce = "n" }, Token);
        Assert.Equal("""{"content":"@everyone","allowed_mentions":{"parse":[]},"nonce":"n"}""", (await api.Discord.NextRequestAsync()).Json!.ToJsonString());
        await api.Rest.CreateMessageAsync(1, new MessagePayload { Content = "<@7>", Nonce = "n", AllowedMentions = AllowedMentions.Only(7) }, Token);
        Assert.Equal("""{"parse":[],"users":["7"]}""", (await api.Discord.NextRequestAsync()).Json!["allowed_mentions"]!.ToJsonString());
    }

    [Fact]
    public async Task Files_go_as_a_form_and_are_named_in_the_payload_by_their_place()
    {
        await using var api = await RestFixture.StartAsync();
        await api.Rest.EditMessageAsync(
            1,
            2,
            new MessagePayload
            {
                Content = "logs",
                Attachments = [new AttachmentReference { Id = 77 }],
                Files = [FileUpload.FromText("grüße.txt", "hällo", "a log"), new FileUpload("a.png", new byte[] { 1, 2, 3 }, "image/png")],
            },
            Token);
        var request = await api.Discord.NextRequestAsync();
        Assert.StartsWith("multipart/form-data", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(["files[0]", "files[1]"], request.Form.Select(part => part.Name));
        Assert.Equal(["grüße.txt", "a.png"], request.Form.Select(part => part.FileName));
        Assert.Equal("hällo", Encoding.UTF8.GetString(request.Form[0].Content));
        Assert.Equal("image/png", request.Form[1].ContentType);
        Assert.Equal("""[{"id":"77"},{"id":"0","filename":"gr\u00FC\u00DFe.txt","description":"a log"},{"id":"1","filename":"a.png"}]""", request.Json!["attachments"]!.ToJsonString());
    }

    [Theory]
    [InlineData("✅", "/channels/1/messages/2/reactions/✅/@me")]
    [InlineData("a/b?c#d", "/channels/1/messages/2/reactions/a%2Fb?c#d/@me")]
    public async Task An_emoji_is_escaped_in_the_path(string emoji, string path)
    {
        await using var api = await RestFixture.StartAsync();
        await api.Rest.CreateReactionAsync(1, 2, emoji, Token);
        Assert.Equal($"PUT {path}", (await api.Discord.NextRequestAsync()).Route);
    }

    [Fact]
    public async Task A_guilds_own_emoji_is_named_with_its_id()
    {
        await using var api = await RestFixture.StartAsync();
        await api.Rest.DeleteUserReactionAsync(1, 2, new Emoji { Name = "hydra", Id = 55 }, 7, Token);
        Assert.Equal("DELETE /channels/1/messages/2/reactions/hydra:55/7", (await api.Discord.NextRequestAsync()).Route);
    }

    [Fact]
    public async Task Lists_are_asked_for_with_their_bounds()
    {
        await using var api = await RestFixture.StartAsync();
        foreach (var route in new[] { "GET /channels/1/messages", "GET /guilds/1/members/search", "GET /channels/1/messages/2/reactions/x" })
            api.Discord.On(route, _ => FakeAnswer.Json("[]"));
        await api.Rest.GetMessagesAsync(1, limit: 5, before: 9, cancellationToken: Token);
        Assert.Equal("limit=5&before=9", (await api.Discord.NextRequestAsync()).Query);
        await api.Rest.SearchGuildMembersAsync(1, "a b&c", cancellationToken: Token);
        Assert.Equal("query=a%20b%26c&limit=25", (await api.Discord.NextRequestAsync()).Query);
        await api.Rest.GetReactionsAsync(1, 2, "x", cancellationToken: Token);
        Assert.Equal("limit=100", (await api.Discord.NextRequestAsync()).Query);
    }
}
