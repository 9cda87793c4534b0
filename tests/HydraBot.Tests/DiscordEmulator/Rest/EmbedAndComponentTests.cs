using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Rest;

public sealed class EmbedAndComponentTests : IAsyncLifetime
{
    private const string Button = """{"type": 2, "style": 1, "label": "Go", "custom_id": "ID"}""";

    private Desk _desk = null!;
    private string _messages = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        _messages = $"channels/{await _desk.ChannelAsync("command")}/messages";
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("""{"title": "LONG257"}""", "embeds.0.title", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"description": "LONG4097"}""", "embeds.0.description", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"footer": {"text": "LONG2049"}}""", "embeds.0.footer.text", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"author": {"name": "LONG257"}}""", "embeds.0.author.name", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"fields": [{"name": "n", "value": "LONG1025"}]}""", "embeds.0.fields.0.value", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"fields": [{"name": "LONG257", "value": "v"}]}""", "embeds.0.fields.0.name", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"fields": [{"name": "n"}]}""", "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"title": "t", "color": 16777216}""", "embeds.0.color", "NUMBER_TYPE_MAX")]
    [InlineData("""{"title": "t", "url": "javascript:alert(1)"}""", "embeds.0.url", "URL_TYPE_INVALID_URL")]
    [InlineData("""{"title": "t", "url": "ftp://example.invalid/"}""", "embeds.0.url", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("""{"title": "t", "timestamp": "yesterday"}""", "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE")]
    [InlineData("{}", "embeds.0.description", "BASE_TYPE_REQUIRED")]
    public async Task An_embed_beyond_a_limit_is_refused_with_its_path(string embed, string path, string code) =>
        Assert.Equal(code, (await SendAsync($$"""{"embeds": [{{Filled(embed)}}]}""")).ErrorAt(path));

    [Fact]
    public async Task Embeds_hold_6000_characters_together()
    {
        var half = $$"""{"description": "{{new string('x', 3001)}}"}""";
        Assert.Equal("MAX_EMBED_SIZE_EXCEEDED", (await SendAsync($$"""{"embeds": [{{half}}, {{half}}]}""")).ErrorAt("embeds"));
    }

    [Fact]
    public async Task An_embed_has_25_fields_at_most()
    {
        var fields = string.Join(',', Enumerable.Repeat("""{"name": "n", "value": "v"}""", 26));
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await SendAsync($$"""{"embeds": [{"fields": [{{fields}}]}]}""")).ErrorAt("embeds.0.fields"));
    }

    [Theory]
    [InlineData("""[{"type": 2}]""", "components.0.type", "UNION_TYPE_CHOICES")]
    [InlineData("""[{"type": 1, "components": []}]""", "components.0.components", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""[{"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "LONG101"}]}]""", "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""[{"type": 1, "components": [{"type": 2, "style": 1, "label": "LONG81", "custom_id": "a"}]}]""", "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""[{"type": 1, "components": [{"type": 2, "style": 1, "label": "Go"}]}]""", "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"type": 1, "components": [{"type": 2, "style": 5, "label": "Go"}]}]""", "components.0.components.0.url", "BASE_TYPE_REQUIRED")]
    [InlineData("""[{"type": 1, "components": [{"type": 2, "style": 1, "emoji": {"name": "x"}, "custom_id": "a"}]}]""", "components.0.components.0.emoji.name", "COMPONENT_INVALID_EMOJI")]
    [InlineData("""[{"type": 1, "components": [BUTTON, BUTTON]}]""", "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED")]
    [InlineData("""[{"type": 1, "components": [BUTTON, {"type": 5, "custom_id": "b"}]}]""", "components.0.components.1", "COMPONENT_LAYOUT_WIDTH_EXCEEDED")]
    [InlineData("""[{"type": 1, "components": [{"type": 3, "custom_id": "a", "options": []}]}]""", "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""[{"type": 1, "components": [{"type": 3, "custom_id": "a", "max_values": 2, "options": [{"label": "l", "value": "v"}]}]}]""", "components.0.components.0.options", "SELECT_COMPONENT_MAX_VALUE_TOO_LARGE")]
    public async Task A_component_beyond_a_limit_is_refused_with_its_path(string components, string path, string code)
    {
        var body = $$"""{"content": "c", "components": {{Filled(components)}}}""";
        Assert.Equal(code, (await SendAsync(body)).ErrorAt(path));
    }

    [Fact]
    public async Task Six_rows_are_one_too_many()
    {
        var rows = string.Join(',', Enumerable.Range(0, 6).Select(row => $$"""{"type": 1, "components": [{{Button.Replace("ID", $"{row}", StringComparison.Ordinal)}}]}"""));
        Assert.Equal("BASE_TYPE_MAX_LENGTH", (await SendAsync($$"""{"content": "c", "components": [{{rows}}]}""")).ErrorAt("components"));
    }

    [Fact]
    public async Task Components_v2_stand_without_content_and_embeds()
    {
        const string Text = """{"type": 10, "content": "text"}""";
        var answer = await SendAsync($$"""{"flags": 32768, "content": "c", "embeds": [{"title": "t"}], "components": [{{Text}}]}""");
        Assert.Equal("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", answer.ErrorAt("content"));
        Assert.Equal("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", answer.ErrorAt("embeds"));
        Assert.Equal("UNION_TYPE_CHOICES", (await SendAsync($$"""{"content": "c", "components": [{{Text}}]}""")).ErrorAt("components.0.type"));
        var good = await SendAsync($$"""{"flags": 32768, "components": [{"type": 17, "components": [{{Text}}]}]}""");
        Assert.Equal(HttpStatusCode.OK, good.Status);
        Assert.Equal(2, good.Json!["components"]![0]!["components"]![0]!["id"]!.GetValue<int>());
    }

    [Fact]
    public async Task Every_mistake_is_named_at_once()
    {
        var answer = await SendAsync(Filled("""{"content": "LONG2001", "embeds": [{"title": "LONG257"}], "components": [{"type": 9}]}"""));
        Assert.Equal(50035, answer.Code);
        Assert.Equal(["components", "content", "embeds"], answer.Json!["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    private Task<RawAnswer> SendAsync(string body) => _desk.Member("owner").PostAsync(_messages, JsonNode.Parse(body));

    private static string Filled(string json)
    {
        var text = json.Replace("BUTTON", Button, StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Replace(text, "LONG([0-9]+)", match => new string('x', int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
