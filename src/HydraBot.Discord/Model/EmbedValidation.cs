namespace HydraBot.Discord.Model;

/// <summary>The limits of embeds. https://discord.com/developers/docs/resources/message#embed-object-embed-limits</summary>
internal static class EmbedValidation
{
    public static void Check(PayloadErrors errors, IReadOnlyList<Embed> embeds)
    {
        errors.AtMost("embeds", embeds.Count, MessageLimits.Embeds, "embeds");
        for (var i = 0; i < embeds.Count; i++)
            Check(errors, $"embeds[{i}]", embeds[i]);
        errors.AtMost("embeds", embeds.Sum(LengthOf), EmbedLimits.Total, "characters in all embeds together");
    }

    private static void Check(PayloadErrors errors, string path, Embed embed)
    {
        errors.Longest($"{path}.title", embed.Title, EmbedLimits.Title);
        errors.Longest($"{path}.description", embed.Description, EmbedLimits.Description);
        errors.Longest($"{path}.footer.text", embed.Footer?.Text, EmbedLimits.FooterText);
        errors.Longest($"{path}.author.name", embed.Author?.Name, EmbedLimits.AuthorName);
        var fields = embed.Fields ?? [];
        errors.AtMost($"{path}.fields", fields.Count, EmbedLimits.Fields, "fields");
        for (var i = 0; i < fields.Count; i++)
        {
            errors.Between($"{path}.fields[{i}].name", fields[i].Name, 1, EmbedLimits.FieldName);
            errors.Between($"{path}.fields[{i}].value", fields[i].Value, 1, EmbedLimits.FieldValue);
        }
    }

    private static int LengthOf(Embed embed) =>
        PayloadErrors.LengthOf(embed.Title) + PayloadErrors.LengthOf(embed.Description) + PayloadErrors.LengthOf(embed.Footer?.Text)
        + PayloadErrors.LengthOf(embed.Author?.Name)
        + (embed.Fields ?? []).Sum(field => PayloadErrors.LengthOf(field.Name) + PayloadErrors.LengthOf(field.Value));
}
