using FsCheck.Xunit;
using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Doors.Chat;

public class CardMessageTests
{
    [Property]
    public bool Whatever_a_card_holds_its_embed_is_within_discords_limits(string title, string? text, (string Name, string Value)[] fields, string? footer, byte stretch)
    {
        string Long(string? part) => string.Concat(Enumerable.Repeat(part ?? "", 1 + (stretch * 8)));
        var embed = Assert.Single(CardMessage.Draw(new Card
        {
            Title = Long(title),
            Text = Long(text),
            Footer = Long(footer),
            Fields = [.. (fields ?? []).Select(field => new CardField(Long(field.Name), Long(field.Value)))],
        }).Embeds!);

        var texts = new[] { embed.Title, embed.Description, embed.Footer?.Text }.Concat(embed.Fields!.SelectMany(field => new[] { field.Name, field.Value }));
        return embed.Title!.Length <= EmbedLimits.Title
            && embed.Description!.Length <= EmbedLimits.Description
            && embed.Fields!.Count <= EmbedLimits.Fields
            && embed.Fields!.All(field => field.Name.Length is > 0 and <= EmbedLimits.FieldName && field.Value.Length is > 0 and <= EmbedLimits.FieldValue)
            && texts.Sum(part => part?.Length ?? 0) <= EmbedLimits.Total;
    }

    [Fact]
    public void A_text_that_is_cut_says_so_and_keeps_its_emoji_whole()
    {
        var cut = CardMessage.Cut(string.Concat(Enumerable.Repeat("🐉", 700)), 1000);

        Assert.True(cut.Length <= 1000);
        Assert.EndsWith("(cut)", cut, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(cut)));
    }

    [Fact]
    public void Files_and_the_picture_go_along_and_the_embed_shows_the_picture()
    {
        var message = CardMessage.Draw(new Card
        {
            Title = "Chart",
            Picture = new CardFile("chart.png", "image/png", new byte[] { 1 }),
            Files = [new CardFile("data.csv", "text/csv", new byte[] { 2 })],
        });

        Assert.Equal(["data.csv", "chart.png"], message.Files.Select(file => file.Name));
        Assert.Equal("attachment://chart.png", Assert.Single(message.Embeds!).Image!.Url);
    }

    [Fact]
    public void Nobody_is_pinged_by_what_a_card_says() =>
        Assert.Empty(CardMessage.Draw(new Card { Title = "@everyone" }).AllowedMentions!.Parse!);
}
