using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>Draws a card as a message: an embed with its files, inside Discord's limits.</summary>
internal static class CardMessage
{
    private const string CutNote = "\n… (cut)";

    /// <summary>The whole message. Nobody is pinged, whatever the card says.</summary>
    public static MessagePayload Draw(Card card) => new()
    {
        Content = "",
        Embeds = [DrawEmbed(card)],
        Files = [.. Files(card)],
        Components = [],
    };

    private static Embed DrawEmbed(Card card)
    {
        var left = EmbedLimits.Total;
        string Take(string text, int limit)
        {
            var cut = Cut(text, Math.Min(limit, left));
            left -= cut.Length;
            return cut;
        }

        var title = Take(card.Title, EmbedLimits.Title);
        var footer = card.Footer is null ? null : Take(card.Footer, 256);
        var text = card.Text is null ? null : Take(card.Text, EmbedLimits.Description);
        var fields = new List<EmbedField>();
        foreach (var field in card.Fields.Take(EmbedLimits.Fields).TakeWhile(_ => left > 40))
            fields.Add(new EmbedField(Take(Filled(field.Name), Math.Min(EmbedLimits.FieldName, left / 2)), Take(Filled(field.Value), EmbedLimits.FieldValue), field.Inline));

        return new Embed
        {
            Title = title,
            Description = text,
            Color = Colour(card.Severity),
            Fields = fields,
            Footer = footer is null ? null : new EmbedFooter { Text = footer },
            Image = card.Picture is { } picture ? new EmbedMedia { Url = $"attachment://{picture.Name}" } : null,
        };
    }

    private static IEnumerable<FileUpload> Files(Card card) => card.Files
        .Concat(card.Picture is { } picture ? [picture] : [])
        .Take(MessageLimits.Files)
        .Select(file => new FileUpload(file.Name, file.Content, file.MediaType));

    /// <summary>Cuts with a note, never through a surrogate pair.</summary>
    internal static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        if (limit <= CutNote.Length)
            return text[..Math.Max(0, limit)];
        var end = limit - CutNote.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + CutNote;
    }

    /// <summary>Discord refuses empty names and values.</summary>
    private static string Filled(string text) => string.IsNullOrWhiteSpace(text) ? "\u200b" : text;

    private static int Colour(CardSeverity severity) => severity switch
    {
        CardSeverity.Good => 0x3BA55D,
        CardSeverity.Warning => 0xF0A732,
        CardSeverity.Bad => 0xED4245,
        CardSeverity.Waiting => 0x5865F2,
        _ => 0x2B8A9E,
    };
}
