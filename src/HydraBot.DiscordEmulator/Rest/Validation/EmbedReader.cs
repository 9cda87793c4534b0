using System.Globalization;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>Checks embeds against Discord's limits and turns them into the form in which they are shown.</summary>
internal static class EmbedReader
{
    private const int MaxTotal = 6_000;
    private const int MaxUrl = 2_048;
    private const string Required = "BASE_TYPE_REQUIRED";
    private static readonly string[] WebSchemes = ["http", "https"];
    private static readonly string[] MediaSchemes = ["http", "https", "attachment"];

    public static JsonArray Read(Payload message)
    {
        var shown = new JsonArray();
        var total = 0;
        foreach (var embed in message.Objects("embeds", max: 10))
            shown.Add(Embed(embed, ref total));
        if (total > MaxTotal)
            message.Error("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
        return shown;
    }

    private static JsonObject Embed(Payload embed, ref int total)
    {
        var shown = new JsonObject { ["type"] = "rich" };
        Add(shown, "title", Counted(embed, "title", 256, ref total));
        Add(shown, "description", Counted(embed, "description", 4_096, ref total));
        Add(shown, "url", Url(embed, "url", WebSchemes));
        if (embed.Integer("color", 0, 0xFFFFFF) is { } color)
            shown["color"] = color;
        Add(shown, "timestamp", Timestamp(embed));
        AddFooter(shown, embed, ref total);
        AddAuthor(shown, embed, ref total);
        AddMedia(shown, embed, "image");
        AddMedia(shown, embed, "thumbnail");
        AddFields(shown, embed, ref total);
        if (shown.Count == 1)
            embed.Error("description", Required, "This field is required");
        return shown;
    }

    private static void AddFields(JsonObject shown, Payload embed, ref int total)
    {
        if (!embed.HasValue("fields"))
            return;
        var fields = new JsonArray();
        foreach (var field in embed.Objects("fields", max: 25))
        {
            fields.Add(new JsonObject
            {
                ["name"] = Needed(field, "name", 256, ref total),
                ["value"] = Needed(field, "value", 1_024, ref total),
                ["inline"] = field.Flag("inline") ?? false,
            });
        }
        if (fields.Count > 0)
            shown["fields"] = fields;
    }

    private static void AddFooter(JsonObject shown, Payload embed, ref int total)
    {
        if (embed.Object("footer") is not { } footer)
            return;
        var text = Counted(footer, "text", 2_048, ref total);
        var result = new JsonObject { ["text"] = text ?? "" };
        Add(result, "icon_url", Url(footer, "icon_url", MediaSchemes));
        shown["footer"] = result;
    }

    private static void AddAuthor(JsonObject shown, Payload embed, ref int total)
    {
        if (embed.Object("author") is not { } author)
            return;
        var result = new JsonObject { ["name"] = Counted(author, "name", 256, ref total) ?? "" };
        Add(result, "url", Url(author, "url", WebSchemes));
        Add(result, "icon_url", Url(author, "icon_url", MediaSchemes));
        shown["author"] = result;
    }

    private static void AddMedia(JsonObject shown, Payload embed, string name)
    {
        if (embed.Object(name) is { } media && Url(media, "url", MediaSchemes) is { } url)
            shown[name] = new JsonObject { ["url"] = url };
    }

    private static string? Counted(Payload part, string name, int max, ref int total)
    {
        var text = part.Text(name, max);
        total += text?.Length ?? 0;
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? Needed(Payload part, string name, int max, ref int total)
    {
        var text = part.Text(name, max, required: true);
        total += text?.Length ?? 0;
        if (text is not null && string.IsNullOrWhiteSpace(text))
            part.Error(name, Required, "This field is required");
        return text;
    }

    private static string? Timestamp(Payload embed)
    {
        if (embed.Text("timestamp", 64) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.Iso;
        embed.Error("timestamp", "DATE_TIME_TYPE_PARSE", $"Could not parse {text}. Should be ISO8601.");
        return null;
    }

    private static string? Url(Payload part, string name, string[] schemes)
    {
        if (part.Text(name, MaxUrl) is not { Length: > 0 } text)
            return null;
        UrlRules.Check(part, name, text, schemes);
        return text;
    }

    private static void Add(JsonObject target, string name, string? value)
    {
        if (value is not null)
            target[name] = value;
    }
}
