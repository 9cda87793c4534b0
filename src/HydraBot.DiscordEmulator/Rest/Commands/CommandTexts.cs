using HydraBot.DiscordEmulator.Rest.Validation;

namespace HydraBot.DiscordEmulator.Rest.Commands;

/// <summary>The words of a command: their translations, and how many characters they are together.</summary>
internal static class CommandTexts
{
    private static readonly HashSet<string> Locales =
    [
        "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl",
        "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
    ];

    public static JsonObject? Localizations(Payload owner, string name, int max)
    {
        if (owner.Object(name) is not { } texts)
            return null;
        var result = new JsonObject();
        foreach (var field in texts.Element.EnumerateObject())
        {
            if (!Locales.Contains(field.Name))
                texts.Error(field.Name, "DICT_TYPE_INVALID_KEY", $"\"{field.Name}\" is not a locale.");
            else if (texts.Text(field.Name, max, min: 1) is { } text)
                result[field.Name] = text;
        }
        return result;
    }

    /// <summary>Names, descriptions and choice values of the command and all its options; of translations the longest counts.</summary>
    public static int Size(JsonObject part)
    {
        var size = Longest(part, "name") + Longest(part, "description") + (part["value"]?.ToString().Length ?? 0);
        foreach (var list in new[] { part["options"], part["choices"] }.OfType<JsonArray>())
            size += list.OfType<JsonObject>().Sum(Size);
        return size;
    }

    private static int Longest(JsonObject part, string name)
    {
        var own = part[name]?.GetValue<string>().Length ?? 0;
        return part[$"{name}_localizations"] is JsonObject { Count: > 0 } texts
            ? Math.Max(own, texts.Max(text => text.Value!.GetValue<string>().Length))
            : own;
    }
}
