using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class MessageTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private string _messages = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _messages = $"channels/{await _desk.ChannelAsync("command")}/messages";
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData(2000, 200)]
    [InlineData(2001, 400)]
    public async Task A_message_longer_than_2000_characters_is_refused_with_its_path(int length, int status)
    {
        var answer = await _desk.Bot.PostAsync(_messages, Text(new string('x', length)));
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status == 200 ? null : "BASE_TYPE_MAX_LENGTH", answer.ErrorAt("content"));
    }

    [Fact]
    public async Task An_emoji_counts_as_one_character() =>
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.PostAsync(_messages, Text(string.Concat(Enumerable.Repeat("🎉", 2000))))).Status);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"content": "  "}""")]
    [InlineData("""{"embeds": [], "components": []}""")]
    public async Task An_empty_message_is_refused(string body) => Assert.Equal(50006, (await _desk.Bot.PostAsync(_messages, JsonNode.Parse(body))).Code);

    [Fact]
    public async Task Broken_JSON_is_refused_as_such()
    {
        var answer = await _desk.Bot.SendAsync(HttpMethod.Post, _messages, new StringContent("{", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.BadRequest, 50109), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Only_the_author_edits_a_message()
    {
        var message = await _desk.Member("viewer").PostAsync(_messages, Text("mine"));
        Assert.Equal(50005, (await _desk.Bot.PatchAsync($"{_messages}/{message.Id}", Text("yours"))).Code);
        var edited = await _desk.Member("viewer").PatchAsync($"{_messages}/{message.Id}", Text("changed"));
        Assert.Equal("changed", edited.Json!["content"]!.GetValue<string>());
        Assert.NotNull(edited.Json["edited_timestamp"]);
    }

    [Fact]
    public async Task A_guest_cannot_delete_what_an_operator_wrote_but_a_moderator_can_delete_a_guests()
    {
        var byOperator = await _desk.Member("operator").PostAsync(_messages, Text("a"));
        var byGuest = await _desk.Member("guest").PostAsync(_messages, Text("b"));
        Assert.Equal(50013, (await _desk.Member("guest").DeleteAsync($"{_messages}/{byOperator.Id}")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await _desk.Member("operator").DeleteAsync($"{_messages}/{byGuest.Id}")).Status);
        Assert.Equal(10008, (await _desk.Bot.GetAsync($"{_messages}/{byGuest.Id}")).Code);
    }

    [Fact]
    public async Task History_is_paged_newest_first_before_after_and_around()
    {
        List<string> ids = [];
        for (var index = 0; index < 9; index++)
            ids.Add((await _desk.Member("owner").PostAsync(_messages, Text($"{index}"))).Id!);
        Assert.Equal(["8", "7"], await ContentsAsync("limit=2"));
        Assert.Equal(["3", "2"], await ContentsAsync($"limit=2&before={ids[4]}"));
        Assert.Equal(["6", "5"], await ContentsAsync($"limit=2&after={ids[4]}"));
        Assert.Equal(["5", "4", "3"], await ContentsAsync($"limit=3&around={ids[4]}"));
        Assert.Equal("NUMBER_TYPE_MAX", (await _desk.Bot.GetAsync($"{_messages}?limit=101")).ErrorAt("limit"));
    }

    [Fact]
    public async Task With_enforce_nonce_a_second_sending_is_the_first_again()
    {
        var body = new JsonObject { ["content"] = "once", ["nonce"] = "abc", ["enforce_nonce"] = true };
        var first = await _desk.Bot.PostAsync(_messages, body);
        var second = await _desk.Bot.PostAsync(_messages, body);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(["once"], await ContentsAsync("limit=10"));
    }

    [Fact]
    public async Task Mentions_ring_only_for_whom_the_sender_allows()
    {
        var content = $"<@{_desk.IdOf("viewer")}> <@{_desk.IdOf("guest")}> @everyone";
        var all = await _desk.Bot.PostAsync(_messages, Text(content));
        Assert.Equal(2, all.Json!["mentions"]!.AsArray().Count);
        Assert.True(all.Json["mention_everyone"]!.GetValue<bool>());
        var some = await _desk.Bot.PostAsync(_messages, new JsonObject
        {
            ["content"] = content,
            ["allowed_mentions"] = new JsonObject { ["users"] = new JsonArray(_desk.IdOf("guest")) },
        });
        Assert.Equal(_desk.IdOf("guest"), Assert.Single(some.Json!["mentions"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.False(some.Json["mention_everyone"]!.GetValue<bool>());
        Assert.False((await _desk.Member("guest").PostAsync(_messages, Text(content))).Json!["mention_everyone"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_reply_shows_what_it_replies_to_and_an_unknown_one_is_refused()
    {
        var first = await _desk.Bot.PostAsync(_messages, Text("first"));
        var reply = await _desk.Bot.PostAsync(_messages, Reply(first.Id!));
        Assert.Equal(19, reply.Json!["type"]!.GetValue<int>());
        Assert.Equal("first", reply.Json["referenced_message"]!["content"]!.GetValue<string>());
        Assert.Equal("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", (await _desk.Bot.PostAsync(_messages, Reply("5"))).ErrorAt("message_reference"));
    }

    [Fact]
    public async Task Files_come_back_byte_for_byte_and_a_page_among_them_cannot_run()
    {
        byte[] content = [1, 2, 3, 250];
        var sent = await _desk.Bot.UploadAsync(
            HttpMethod.Post, _messages, new JsonObject { ["attachments"] = new JsonArray(new JsonObject { ["id"] = "0", ["description"] = "Bytes" }) },
            ("a b.bin", "application/octet-stream", content), ("page.html", "text/html", "<script>1</script>"u8.ToArray()));
        var attachments = sent.Json!["attachments"]!.AsArray();
        Assert.Equal("a_b.bin", attachments[0]!["filename"]!.GetValue<string>());
        Assert.Equal("Bytes", attachments[0]!["description"]!.GetValue<string>());
        using var file = await _desk.Http.GetAsync(attachments[0]!["url"]!.GetValue<string>(), TestContext.Current.CancellationToken);
        Assert.Equal(content, await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var page = await _desk.Http.GetAsync(attachments[1]!["url"]!.GetValue<string>(), TestContext.Current.CancellationToken);
        Assert.Equal("attachment", page.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_above_10_MiB_is_refused()
    {
        var answer = await _desk.Bot.UploadAsync(HttpMethod.Post, _messages, new JsonObject(), ("big.bin", "application/octet-stream", new byte[(10 * 1024 * 1024) + 1]));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 40005), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Bulk_deletion_takes_two_to_a_hundred_and_leaves_old_messages_alone()
    {
        var (one, two) = ((await _desk.Bot.PostAsync(_messages, Text("1"))).Id!, (await _desk.Bot.PostAsync(_messages, Text("2"))).Id!);
        Assert.Equal(50016, (await DeleteAsync(one)).Code);
        Assert.Equal(50034, (await DeleteAsync(one, "5")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync(one, two)).Status);
        Assert.Empty(await ContentsAsync("limit=5"));
    }

    [Fact]
    public async Task Pins_are_listed_announced_and_taken_off()
    {
        var message = await _desk.Bot.PostAsync(_messages, Text("pin me"));
        Assert.Equal(50013, (await _desk.Member("guest").PutAsync($"{_messages}/pins/{message.Id}")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await _desk.Bot.PutAsync($"{_messages}/pins/{message.Id}")).Status);
        var pins = (await _desk.Bot.GetAsync($"{_messages}/pins")).Json!;
        Assert.Equal(message.Id, Assert.Single(pins["items"]!.AsArray())!["message"]!["id"]!.GetValue<string>());
        Assert.Equal(6, (await _desk.Bot.GetAsync($"{_messages}?limit=1")).Json![0]!["type"]!.GetValue<int>());
        await _desk.Bot.DeleteAsync($"{_messages}/pins/{message.Id}");
        Assert.Empty((await _desk.Bot.GetAsync($"{_messages}/pins")).Json!["items"]!.AsArray());
    }

    private Task<RawAnswer> DeleteAsync(params string[] ids) =>
        _desk.Bot.PostAsync($"{_messages}/bulk-delete", new JsonObject { ["messages"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) });

    private async Task<IEnumerable<string>> ContentsAsync(string query) =>
        (await _desk.Member("owner").GetAsync($"{_messages}?{query}")).Json!.AsArray().Select(message => message!["content"]!.GetValue<string>());

    private static JsonObject Text(string content) => new() { ["content"] = content };

    private static JsonObject Reply(string to) => new() { ["content"] = "reply", ["message_reference"] = new JsonObject { ["message_id"] = to } };
}
