using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class CommandTests : IAsyncLifetime
{
    private Desk _desk = null!;
    private string _path = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _path = $"applications/{_desk.ApplicationId}/guilds/{_desk.GuildId}/commands";
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Setting_commands_keeps_the_ids_of_those_that_stay_and_moves_only_changed_versions()
    {
        var before = await SetAsync(Command("a"), Command("b"));
        var after = await SetAsync(Command("a"), Command("b", "changed"), Command("c"));
        Assert.Equal(before.Json![0]!["id"]!.ToString(), after.Json![0]!["id"]!.ToString());
        Assert.Equal(before.Json[0]!["version"]!.ToString(), after.Json[0]!["version"]!.ToString());
        Assert.Equal(before.Json[1]!["id"]!.ToString(), after.Json[1]!["id"]!.ToString());
        Assert.NotEqual(before.Json[1]!["version"]!.ToString(), after.Json[1]!["version"]!.ToString());
        await SetAsync(Command("c"));
        Assert.Equal("c", Assert.Single((await _desk.Bot.GetAsync(_path)).Json!.AsArray())!["name"]!.ToString());
    }

    [Theory]
    [InlineData("""{"name": "Upper", "description": "d"}""", "0.name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name": "two words", "description": "d"}""", "0.name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name": "a"}""", "0.description", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"name": "a", "description": "LONG101"}""", "0.description", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"name": "LONG33", "description": "d"}""", "0.name", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"name": "a", "description": "d", "options": [{"type": 3, "name": "x", "description": "d"}, {"type": 3, "name": "y", "description": "d", "required": true}]}""", "0.options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")]
    [InlineData("""{"name": "a", "description": "d", "options": [{"type": 3, "name": "x", "description": "d"}, {"type": 1, "name": "y", "description": "d"}]}""", "0.options.1.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")]
    [InlineData("""{"name": "a", "description": "d", "options": [{"type": 12, "name": "x", "description": "d"}]}""", "0.options.0.type", "NUMBER_TYPE_MAX")]
    [InlineData("""{"name": "a", "description": "d", "options": [{"type": 3, "name": "x", "description": "d", "choices": [{"name": "c"}]}]}""", "0.options.0.choices.0.value", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"name": "a", "description": "d", "name_localizations": {"xx": "b"}}""", "0.name_localizations.xx", "DICT_TYPE_INVALID_KEY")]
    public async Task A_command_that_Discord_would_refuse_is_refused_with_its_path(string command, string path, string code)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(
            command, "LONG([0-9]+)", match => new string('x', int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        var answer = await _desk.Bot.PutAsync(_path, new JsonArray(JsonNode.Parse(text)));
        Assert.Equal((50035, code), (answer.Code, answer.ErrorAt(path)));
    }

    [Fact]
    public async Task There_are_25_options_and_25_choices_at_most()
    {
        var options = new JsonArray([.. Enumerable.Range(0, 26).Select(index => Option($"o{index}"))]);
        var choices = Option("o");
        choices["choices"] = new JsonArray([.. Enumerable.Range(0, 26).Select(index => new JsonObject { ["name"] = $"{index}", ["value"] = $"{index}" })]);
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await SetAsync(With(options))).ErrorAt("0.options"));
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await SetAsync(With([choices]))).ErrorAt("0.options.0.choices"));
    }

    [Fact]
    public async Task A_command_of_more_than_8000_characters_is_too_large()
    {
        var options = new JsonArray([.. Enumerable.Range(0, 5).Select(index =>
        {
            var option = Option($"o{index}");
            option["choices"] = new JsonArray([.. Enumerable.Range(0, 25).Select(choice =>
                new JsonObject { ["name"] = $"{choice}".PadLeft(40, 'n'), ["value"] = $"{choice}".PadLeft(40, 'v') })]);
            return option;
        })]);
        Assert.Equal("APPLICATION_COMMAND_TOO_LARGE", (await SetAsync(With(options))).ErrorAt("0"));
    }

    [Fact]
    public async Task A_hundred_commands_fit_and_one_more_does_not()
    {
        Assert.Equal(HttpStatusCode.OK, (await SetAsync([.. Enumerable.Range(0, 100).Select(index => Command($"c{index}"))])).Status);
        Assert.Equal(30032, (await _desk.Bot.PostAsync(_path, Command("more"))).Code);
        Assert.Equal("APPLICATION_COMMANDS_DUPLICATE_NAME", (await SetAsync(Command("same"), Command("same"))).ErrorAt("1.name"));
    }

    [Fact]
    public async Task A_member_finds_the_commands_and_hears_when_they_change()
    {
        await using var member = await _desk.LogInAsync("viewer");
        await SetAsync(Command("restart"), Command("status"));
        Assert.Equal(_desk.GuildId, (await member.EventAsync("GUILD_APPLICATION_COMMAND_INDEX_UPDATE"))["guild_id"]!.GetValue<string>());
        var index = (await _desk.Member("viewer").GetAsync($"guilds/{_desk.GuildId}/application-command-index")).Json!;
        Assert.Equal("HydraBot", Assert.Single(index["applications"]!.AsArray())!["name"]!.GetValue<string>());
        var found = (await _desk.Member("viewer").GetAsync($"channels/{await _desk.ChannelAsync("command")}/application-commands/search?query=sta")).Json!;
        Assert.Equal(["status", "restart"], found["application_commands"]!.AsArray().Select(command => command!["name"]!.GetValue<string>()));
    }

    private Task<RawAnswer> SetAsync(params JsonNode[] commands) => _desk.Bot.PutAsync(_path, new JsonArray([.. commands]));

    private static JsonObject Command(string name, string description = "d") => new() { ["name"] = name, ["description"] = description };

    private static JsonObject Option(string name) => new() { ["type"] = 3, ["name"] = name, ["description"] = "d" };

    private static JsonObject With(JsonArray options)
    {
        var command = Command("a");
        command["options"] = options;
        return command;
    }
}
