using HydraBot.Discord;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Model;

public class PayloadLimitTests
{
    public static TheoryData<string, MessagePayload> TooMuch => new()
    {
        { "content: 2001 characters long, up to 2000 are allowed", new string('x', 2001) },
        { "embeds[0].title: 257 characters long, up to 256 are allowed", new Embed { Title = Text(257) } },
        { "embeds[0].description: 4097 characters long, up to 4096 are allowed", new Embed { Description = Text(4097) } },
        { "embeds[0].footer.text: 2049 characters long, up to 2048 are allowed", new Embed { Footer = new() { Text = Text(2049) } } },
        { "embeds[0].author.name: 257 characters long, up to 256 are allowed", new Embed { Author = new() { Name = Text(257) } } },
        { "embeds[0].fields: 26 fields, up to 25 are allowed", new Embed { Fields = [.. Enumerable.Range(0, 26).Select(_ => new EmbedField("a", "b"))] } },
        { "embeds[0].fields[1].name: 257 characters long, up to 256 are allowed", new Embed { Fields = [new("a", "b"), new(Text(257), "b")] } },
        { "embeds[0].fields[0].value: 1025 characters long, up to 1024 are allowed", new Embed { Fields = [new("a", Text(1025))] } },
        { "embeds[0].fields[0].value: 0 characters long, 1 to 1024 are allowed", new Embed { Fields = [new("a", "")] } },
        { "embeds: 6001 characters in all embeds together, up to 6000 are allowed", new MessagePayload { Embeds = [new() { Description = Text(4000) }, new() { Description = Text(2001) }] } },
        { "embeds: 11 embeds, up to 10 are allowed", new MessagePayload { Embeds = [.. Enumerable.Range(0, 11).Select(_ => new Embed { Title = "a" })] } },
        { "components: 6 rows, up to 5 are allowed", new MessagePayload { Components = [.. Enumerable.Range(0, 6).Select(i => new ActionRow(new Button($"{i}", "b")))] } },
        { "components[0].components: 6 components, up to 5 are allowed", new MessagePayload { Components = [new ActionRow([.. Enumerable.Range(0, 6).Select(i => new Button($"{i}", "b"))])] } },
        { "components[0].components[0].custom_id: 101 characters long, up to 100 are allowed", new MessagePayload { Components = [new ActionRow(new Button(Text(101), "b"))] } },
        { "components[0].components[0].label: 81 characters long, up to 80 are allowed", new MessagePayload { Components = [new ActionRow(new Button("a", Text(81)))] } },
        { "components[0].components[0]: a button needs a custom_id", new MessagePayload { Components = [new ActionRow(new Button { Label = "x" })] } },
        { "components[0].components[0].options: 26 options, up to 25 are allowed", new MessagePayload { Components = [new ActionRow(new StringSelect { CustomId = "s", Options = [.. Enumerable.Range(0, 26).Select(i => new SelectOption("a", $"{i}"))] })] } },
        { "components[0].components: a select needs a row of its own", new MessagePayload { Components = [new ActionRow(new Button("a", "b"), new UserSelect { CustomId = "s" })] } },
        { "components: 41 components with the nested ones, up to 40 are allowed", new MessagePayload { Flags = MessageFlags.IsComponentsV2, Components = [new Container { Components = [.. Enumerable.Range(0, 40).Select(_ => new TextDisplay("x"))] }] } },
        { "content: not allowed beside components v2: use a TextDisplay", new MessagePayload { Content = "x", Flags = MessageFlags.IsComponentsV2, Components = [new TextDisplay("x")] } },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task What_Discord_would_refuse_is_refused_with_its_path_and_the_limit(string expected, MessagePayload message)
    {
        await using var client = new DiscordClient(new DiscordClientOptions { Token = "t", ApiBaseUrl = new Uri("http://127.0.0.1:1") });
        var error = await Assert.ThrowsAsync<DiscordValidationException>(() => client.Rest.CreateMessageAsync(1, message, Patience.Token));
        Assert.Equal($"Discord would refuse this: {expected}", error.Message);
    }

    [Fact]
    public async Task Characters_are_counted_not_their_encoding_and_the_limits_themselves_are_allowed()
    {
        await using var discord = await FakeDiscord.StartAsync();
        await using var client = new DiscordClient(RunningBot.Options(discord));
        await client.Rest.CreateMessageAsync(1, string.Concat(Enumerable.Repeat("😀", 2000)), Patience.Token);
        await client.Rest.CreateMessageAsync(1, new Embed { Title = Text(256), Description = Text(4096), Fields = [new(Text(256), Text(1024))] }, Patience.Token);
    }

    private static string Text(int length) => new('x', length);
}
