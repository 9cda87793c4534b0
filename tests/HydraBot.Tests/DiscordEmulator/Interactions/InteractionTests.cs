using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Interactions;

public sealed class InteractionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = Desk.Clock();
    private Desk _desk = null!;
    private RawGateway _bot = null!;
    private RawGateway _member = null!;
    private string _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(_clock);
        _channel = await _desk.ChannelAsync("command");
        await _desk.Bot.PutAsync($"applications/{_desk.ApplicationId}/guilds/{_desk.GuildId}/commands", JsonNode.Parse(
            """
            [
              {"name": "restart", "description": "d", "options": [
                {"type": 3, "name": "container", "description": "d", "required": true, "autocomplete": true, "max_length": 10},
                {"type": 4, "name": "times", "description": "d", "min_value": 1, "max_value": 3},
                {"type": 3, "name": "how", "description": "d", "choices": [{"name": "Hard", "value": "hard"}]},
                {"type": 6, "name": "who", "description": "d"},
                {"type": 5, "name": "now", "description": "d"}]},
              {"name": "group", "description": "d", "options": [{"type": 1, "name": "leaf", "description": "d", "options": [{"type": 3, "name": "x", "description": "d"}]}]},
              {"name": "Remember this", "type": 3}
            ]
            """));
        _bot = await _desk.LogInBotAsync();
        _member = await _desk.LogInAsync("operator");
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _member.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task A_command_reaches_the_bot_with_who_where_and_what()
    {
        var used = await RestartAsync("""[{"name": "container", "value": "web"}, {"name": "times", "value": 2}, {"name": "who", "value": "GUEST"}]""");
        Assert.Equal(2, used["type"]!.GetValue<int>());
        Assert.Equal("operator", used["member"]!["user"]!["username"]!.GetValue<string>());
        Assert.Equal((_channel, _desk.GuildId), (used["channel_id"]!.GetValue<string>(), used["guild_id"]!.GetValue<string>()));
        Assert.Equal("restart", used["data"]!["name"]!.GetValue<string>());
        Assert.Equal(["web", "2", _desk.IdOf("guest")], used["data"]!["options"]!.AsArray().Select(option => option!["value"]!.ToString()));
        Assert.Equal("guest", used["data"]!["resolved"]!["users"]![_desk.IdOf("guest")]!["username"]!.GetValue<string>());
        Assert.Null(used["data"]!["resolved"]!["members"]![_desk.IdOf("guest")]!["user"]);
    }

    [Theory]
    [InlineData("[]", "data.options", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"name": "container", "value": "much too long"}]""", "data.options.0.value", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""[{"name": "container", "value": "web"}, {"name": "times", "value": 4}]""", "data.options.1.value", "NUMBER_TYPE_MAX")]
    [InlineData("""[{"name": "container", "value": "web"}, {"name": "times", "value": "x"}]""", "data.options.1.value", "NUMBER_TYPE_COERCE")]
    [InlineData("""[{"name": "container", "value": "web"}, {"name": "how", "value": "soft"}]""", "data.options.1.value", "INTERACTION_APPLICATION_COMMAND_OPTION_CHOICE_INVALID")]
    [InlineData("""[{"name": "container", "value": "web"}, {"name": "who", "value": "5"}]""", "data.options.1.value", "INTERACTION_APPLICATION_COMMAND_OPTION_INVALID")]
    [InlineData("""[{"name": "container", "value": "web"}, {"name": "nope", "value": "5"}]""", "data.options.1.name", "INTERACTION_APPLICATION_COMMAND_OPTION_INVALID")]
    public async Task What_does_not_fit_the_command_never_reaches_the_bot(string options, string path, string code)
    {
        var answer = await Press.CommandAsync(_desk, "operator", _channel, "restart", JsonNode.Parse(options)!.AsArray());
        Assert.Equal((50035, code), (answer.Code, answer.ErrorAt(path)));
    }

    [Fact]
    public async Task The_first_answer_succeeds_and_a_second_one_does_not()
    {
        var used = await RestartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(used, """{"type": 4, "data": {"content": "done"}}""")).Status);
        Assert.Equal("1", (await _member.EventAsync("INTERACTION_SUCCESS"))["nonce"]!.GetValue<string>());
        var message = await _member.EventAsync("MESSAGE_CREATE");
        Assert.Equal((20, "restart"), (message["type"]!.GetValue<int>(), message["interaction"]!["name"]!.GetValue<string>()));
        Assert.Equal("operator", message["interaction_metadata"]!["user"]!["username"]!.GetValue<string>());
        Assert.Equal(40060, (await AnswerAsync(used, """{"type": 4, "data": {"content": "again"}}""")).Code);
    }

    [Fact]
    public async Task After_three_seconds_the_interaction_is_unknown_and_the_member_is_told()
    {
        var used = await RestartAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("1", (await _member.EventAsync("INTERACTION_FAILURE"))["nonce"]!.GetValue<string>());
        var late = await AnswerAsync(used, """{"type": 4, "data": {"content": "late"}}""");
        Assert.Equal((HttpStatusCode.NotFound, 10062), (late.Status, late.Code));
        Assert.Equal(10015, (await _desk.Nobody.PostAsync(Webhook(used), new JsonObject { ["content"] = "later" })).Code);
    }

    [Fact]
    public async Task Just_before_three_seconds_an_answer_is_in_time()
    {
        var used = await RestartAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(2_999));
        Assert.Equal(HttpStatusCode.NoContent, (await AnswerAsync(used, """{"type": 5}""")).Status);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, (await _desk.Nobody.PatchAsync(Webhook(used, "@original"), new JsonObject { ["content"] = "done" })).Status);
    }

    [Fact]
    public async Task A_token_lives_for_a_quarter_of_an_hour()
    {
        var used = await RestartAsync();
        await AnswerAsync(used, """{"type": 4, "data": {"content": "x"}}""");
        _clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await _desk.Nobody.PatchAsync(Webhook(used, "@original"), new JsonObject { ["content"] = "y" })).Status);
        _clock.Advance(TimeSpan.FromMinutes(1.1));
        var late = await _desk.Nobody.PatchAsync(Webhook(used, "@original"), new JsonObject { ["content"] = "z" });
        Assert.Equal((HttpStatusCode.Unauthorized, 50027), (late.Status, late.Code));
        Assert.Equal(10015, (await _desk.Nobody.GetAsync($"webhooks/{_desk.ApplicationId}/nonsense/messages/@original")).Code);
    }

    [Fact]
    public async Task A_deferred_answer_shows_as_loading_and_the_first_follow_up_takes_its_place()
    {
        var used = await RestartAsync();
        var deferred = await AnswerAsync(used, """{"type": 5}""", withResponse: true);
        Assert.True(deferred.Json!["interaction"]!["response_message_loading"]!.GetValue<bool>());
        var loading = await _member.EventAsync("MESSAGE_CREATE");
        Assert.Equal(128, loading["flags"]!.GetValue<int>());
        await _desk.Nobody.PostAsync(Webhook(used), new JsonObject { ["content"] = "first" });
        var shown = await _member.EventAsync("MESSAGE_UPDATE");
        Assert.Equal((loading["id"]!.ToString(), "first", 0), (shown["id"]!.ToString(), shown["content"]!.ToString(), shown["flags"]!.GetValue<int>()));
        var second = await _desk.Nobody.PostAsync(Webhook(used), new JsonObject { ["content"] = "second" });
        Assert.NotEqual(loading["id"]!.ToString(), second.Id);
        Assert.Equal(loading["id"]!.ToString(), second.Json!["interaction_metadata"]!["original_response_message_id"]!.ToString());
    }

    [Fact]
    public async Task An_ephemeral_answer_is_its_members_alone()
    {
        await using var other = await _desk.LogInAsync("viewer");
        var used = await RestartAsync();
        await AnswerAsync(used, """{"type": 4, "data": {"content": "only you", "flags": 64, "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}]}}""");
        var message = await _member.EventAsync("MESSAGE_CREATE");
        Assert.Equal(64, message["flags"]!.GetValue<int>());
        Assert.Empty((await _desk.Member("operator").GetAsync($"channels/{_channel}/messages")).Json!.AsArray());
        Assert.Equal(10008, (await _desk.Bot.GetAsync($"channels/{_channel}/messages/{message["id"]}")).Code);
        Assert.Equal(10008, (await Press.ComponentAsync(_desk, "viewer", message, "go")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await Press.ComponentAsync(_desk, "operator", message, "go")).Status);
        await _desk.Nobody.DeleteAsync(Webhook(used, "@original"));
        await _member.EventAsync("MESSAGE_DELETE");
        await _desk.Member("owner").PostAsync($"channels/{_channel}/messages", new JsonObject { ["content"] = "open" });
        await other.EventAsync("MESSAGE_CREATE");
        Assert.DoesNotContain(other.Received, one => one["d"]?["id"]?.ToString() == message["id"]!.ToString());
    }

    [Fact]
    public async Task Autocomplete_is_answered_to_the_one_who_types()
    {
        await Press.CommandAsync(_desk, "operator", _channel, "restart", JsonNode.Parse("""[{"name": "container", "value": "w", "focused": true}]""")!.AsArray(), type: 4, nonce: "typing");
        var asked = await _bot.EventAsync("INTERACTION_CREATE");
        Assert.Equal(4, asked["type"]!.GetValue<int>());
        Assert.True(asked["data"]!["options"]![0]!["focused"]!.GetValue<bool>());
        Assert.Equal("INTERACTION_CALLBACK_TYPE_INVALID", (await AnswerAsync(asked, """{"type": 4, "data": {"content": "no"}}""")).ErrorAt("type"));
        await AnswerAsync(asked, """{"type": 8, "data": {"choices": [{"name": "web", "value": "web"}]}}""");
        var response = await _member.EventAsync("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE");
        Assert.Equal(("typing", "web"), (response["nonce"]!.ToString(), response["choices"]![0]!["value"]!.ToString()));
    }

    [Fact]
    public async Task A_subcommand_arrives_nested()
    {
        await Press.CommandAsync(_desk, "operator", _channel, "group", JsonNode.Parse("""[{"type": 1, "name": "leaf", "options": [{"type": 3, "name": "x", "value": "y"}]}]""")!.AsArray());
        var used = await _bot.EventAsync("INTERACTION_CREATE");
        Assert.Equal("y", used["data"]!["options"]![0]!["options"]![0]!["value"]!.ToString());
    }

    [Fact]
    public async Task A_command_on_a_message_brings_the_message()
    {
        var target = await _desk.Member("viewer").PostAsync($"channels/{_channel}/messages", new JsonObject { ["content"] = "remember me" });
        var command = await Press.FindAsync(_desk, "operator", "Remember this");
        await _desk.Member("operator").PostAsync("interactions", Press.Body(_desk, _channel, 2, "1", command["application_id"]!, new JsonObject
        {
            ["id"] = command["id"]!.ToString(),
            ["version"] = command["version"]!.ToString(),
            ["type"] = 3,
            ["target_id"] = target.Id,
        }));
        var used = await _bot.EventAsync("INTERACTION_CREATE");
        Assert.Equal("remember me", used["data"]!["resolved"]!["messages"]![target.Id!]!["content"]!.ToString());
    }

    [Fact]
    public async Task An_outdated_command_and_a_disabled_button_are_refused()
    {
        var command = await Press.FindAsync(_desk, "operator", "restart");
        var outdated = await _desk.Member("operator").PostAsync("interactions", Press.Body(_desk, _channel, 2, "1", command["application_id"]!, new JsonObject
        {
            ["id"] = command["id"]!.ToString(),
            ["version"] = "5",
            ["options"] = new JsonArray(new JsonObject { ["name"] = "container", ["value"] = "web" }),
        }));
        Assert.Equal("INTERACTION_APPLICATION_COMMAND_INVALID_VERSION", outdated.ErrorAt("data.version"));
        var message = await _desk.Bot.PostAsync($"channels/{_channel}/messages", JsonNode.Parse(
            """{"content": "c", "components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go", "disabled": true}]}]}"""));
        Assert.Equal("COMPONENT_VALIDATION_FAILED", (await Press.ComponentAsync(_desk, "operator", message.Json!, "go")).ErrorAt("data.custom_id"));
        Assert.Equal("COMPONENT_VALIDATION_FAILED", (await Press.ComponentAsync(_desk, "operator", message.Json!, "other")).ErrorAt("data.custom_id"));
    }

    [Fact]
    public async Task A_modal_is_checked_against_what_was_opened()
    {
        var used = await RestartAsync();
        await AnswerAsync(used, """
            {"type": 9, "data": {"custom_id": "m", "title": "Why", "components": [
              {"type": 18, "label": "Reason", "component": {"type": 4, "custom_id": "reason", "style": 1, "min_length": 3}},
              {"type": 18, "label": "How", "component": {"type": 21, "custom_id": "how", "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]}}]}}
            """);
        var modal = await _member.EventAsync("INTERACTION_MODAL_CREATE");
        Assert.Equal("1", modal["nonce"]!.ToString());
        Assert.Equal(50035, (await Press.ModalAsync(_desk, "operator", modal, [])).Code);
        Assert.Equal(10062, (await Press.ModalAsync(_desk, "viewer", modal, [])).Code);
        await Press.ModalAsync(_desk, "operator", modal, JsonNode.Parse(
            """[{"type": 18, "component": {"type": 4, "custom_id": "reason", "value": "because"}}, {"type": 18, "component": {"type": 21, "custom_id": "how", "value": "b"}}]""")!.AsArray());
        var submitted = await _bot.EventAsync("INTERACTION_CREATE");
        Assert.Equal((5, "m"), (submitted["type"]!.GetValue<int>(), submitted["data"]!["custom_id"]!.ToString()));
        Assert.Equal(["because", "b"], submitted["data"]!["components"]!.AsArray().Select(label => label!["component"]!["value"]!.ToString()));

        // There is no message below which the answer could stand: it is the command's.
        await AnswerAsync(submitted, """{"type": 4, "data": {"content": "noted"}}""");
        var answer = await _member.EventAsync("MESSAGE_CREATE");
        Assert.Equal((20, "restart"), (answer["type"]!.GetValue<int>(), answer["interaction_metadata"]!["triggering_interaction_metadata"]!["name"]!.ToString()));
        Assert.Null(answer["message_reference"]);
    }

    [Fact]
    public async Task Interactions_go_to_their_application_alone()
    {
        var (_, token) = await _desk.AddApplicationAsync("other");
        await using var other = await _desk.LogInAsync(token, Desk.AllIntents);
        await RestartAsync();
        await _desk.Member("owner").PostAsync($"channels/{_channel}/messages", new JsonObject { ["content"] = "marker" });
        await other.EventAsync("MESSAGE_CREATE");
        Assert.DoesNotContain(other.Received, message => message["t"]?.ToString() == "INTERACTION_CREATE");
    }

    private async Task<JsonNode> RestartAsync(string options = """[{"name": "container", "value": "web"}]""")
    {
        var filled = JsonNode.Parse(options.Replace("GUEST", _desk.IdOf("guest"), StringComparison.Ordinal))!.AsArray();
        Assert.Equal(HttpStatusCode.NoContent, (await Press.CommandAsync(_desk, "operator", _channel, "restart", filled)).Status);
        return await _bot.EventAsync("INTERACTION_CREATE");
    }

    private Task<RawAnswer> AnswerAsync(JsonNode interaction, string answer, bool withResponse = false) =>
        _desk.Nobody.PostAsync($"interactions/{interaction["id"]}/{interaction["token"]}/callback{(withResponse ? "?with_response=true" : "")}", JsonNode.Parse(answer));

    private string Webhook(JsonNode interaction, string? message = null) =>
        $"webhooks/{_desk.ApplicationId}/{interaction["token"]}" + (message is null ? "" : $"/messages/{message}");
}
