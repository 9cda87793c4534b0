using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Validation;

internal static class ButtonReader
{
    private const int Link = 5;
    private const int Premium = 6;
    private static readonly string[] Schemes = ["http", "https", "discord"];

    public static JsonObject Read(Payload button, ComponentScope scope)
    {
        var shown = scope.Begin(button, ComponentType.Button);
        var style = button.Integer("style", 1, Premium, required: true) ?? 1;
        shown["style"] = style;
        if (style == Link)
            ReadLink(button, shown);
        else if (style != Premium && scope.CustomId(button) is { } customId)
            shown["custom_id"] = customId;
        if (style != Link && button.HasValue("url"))
            button.Error("url", "BUTTON_COMPONENT_INVALID_URL", "A custom id and url cannot both be specified");
        var label = button.Text("label", max: 80);
        if (!string.IsNullOrEmpty(label))
            shown["label"] = label;
        if (Emoji(button) is { } emoji)
            shown["emoji"] = emoji;
        if (style != Premium && string.IsNullOrEmpty(label) && !button.HasValue("emoji"))
            button.Error("label", "BASE_TYPE_REQUIRED", "A label or an emoji is required");
        if (button.Flag("disabled") is { } disabled)
            shown["disabled"] = disabled;
        return shown;
    }

    /// <summary>The emoji of a button or of a select's option.</summary>
    public static JsonObject? Emoji(Payload owner)
    {
        if (owner.Object("emoji") is not { } emoji)
            return null;
        var id = emoji.Id("id");
        var name = emoji.Text("name", max: 32);
        if (id is null && !UnicodeEmoji.IsOne(name ?? ""))
            emoji.Error("name", "COMPONENT_INVALID_EMOJI", "Invalid emoji");
        var shown = new JsonObject { ["name"] = name ?? "" };
        if (id is not null)
            shown["id"] = id.Json;
        return shown;
    }

    private static void ReadLink(Payload button, JsonObject shown)
    {
        if (button.HasValue("custom_id"))
            button.Error("custom_id", "BUTTON_COMPONENT_INVALID_CUSTOM_ID", "A custom id and url cannot both be specified");
        if (button.Text("url", max: 512, min: 1, required: true) is not { } url)
            return;
        UrlRules.Check(button, "url", url, Schemes);
        shown["url"] = url;
    }
}
