using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Model;

public class ComponentTests
{
    private static readonly IReadOnlyList<Component> Everything =
    [
        new Container
        {
            AccentColor = 0x00FF00,
            Components =
            [
                new TextDisplay("# Title"),
                new Section { Components = [new TextDisplay("beside")], Accessory = new Thumbnail { Media = new() { Url = "attachment://a.png" }, Description = "alt" } },
                new MediaGallery { Items = [new() { Media = new() { Url = "https://example.com/a.png" }, Spoiler = true }] },
                new FileDisplay { File = new() { Url = "attachment://log.txt" } },
                new Separator { Divider = true, Spacing = 2 },
                new ActionRow(new Button("yes", "Yes", ButtonStyle.Success) { Emoji = "✅" }, Button.Link("https://example.com", "Open")),
                new ActionRow(new ChannelSelect { CustomId = "c", ChannelTypes = [ChannelType.GuildText], DefaultValues = [new() { Id = 5, Type = "channel" }] }),
            ],
        },
    ];

    [Fact]
    public async Task Components_go_out_with_their_type_and_come_back_as_they_were_whatever_the_order_of_keys()
    {
        await using var api = await Rest.RestFixture.StartAsync();
        api.Discord.On("POST /channels/1/messages", request =>
        {
            // Discord puts the type where it likes.
            var components = request.Json!["components"]!.ToJsonString().Replace("""{"type":17,""", """{"id":1,"type":17,""", StringComparison.Ordinal);
            return FakeAnswer.Json($$$"""{"id":"5","channel_id":"1","components":{{{components}}}}""");
        });
        var message = await api.Rest.CreateMessageAsync(1, new MessagePayload { Flags = MessageFlags.IsComponentsV2, Components = Everything }, Patience.Token);

        var sent = (await api.Discord.NextRequestAsync()).Json!["components"]![0]!;
        Assert.Equal(17, (int)sent["type"]!);
        Assert.Equal([10, 9, 12, 13, 14, 1, 1], sent["components"]!.AsArray().Select(component => (int)component!["type"]!));
        Assert.Equal("""{"type":11,"media":{"url":"attachment://a.png"},"description":"alt"}""", sent["components"]![1]!["accessory"]!.ToJsonString());

        var container = Assert.IsType<Container>(Assert.Single(message.Components));
        Assert.Equal((1, 0x00FF00, 7), (container.Id, container.AccentColor, container.Components.Count));
        Assert.Equal("alt", Assert.IsType<Thumbnail>(Assert.IsType<Section>(container.Components[1]).Accessory).Description);
        var yes = Assert.IsType<Button>(Assert.IsType<ActionRow>(container.Components[5]).Components[0]);
        Assert.Equal(("yes", ButtonStyle.Success, "✅"), (yes.CustomId, yes.Style, yes.Emoji!.Name));
    }

    [Fact]
    public async Task A_component_of_a_kind_that_is_not_known_yet_does_not_spoil_its_message()
    {
        await using var api = await Rest.RestFixture.StartAsync();
        api.Discord.On("GET /channels/1/messages/5", _ => FakeAnswer.Json(
            """{"id":"5","channel_id":"1","content":"x","nonce":12345,"components":[{"type":77,"id":3,"shape":{"round":true}},{"id":4,"content":"known","type":10}],"poll":{"new":1}}"""));
        var message = await api.Rest.GetMessageAsync(1, 5, Patience.Token);
        Assert.Equal(typeof(Component), message.Components[0].GetType());
        Assert.Equal("known", Assert.IsType<TextDisplay>(message.Components[1]).Content);
        Assert.Equal("12345", message.Nonce);
    }
}
