using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Commands;

/// <summary>A command as Discord shows it.</summary>
internal static class CommandShape
{
    private static readonly string[] Translations = ["name_localizations", "description_localizations"];

    public static JsonObject Show(ApplicationCommand command, bool withLocalizations = true)
    {
        var shape = new JsonObject
        {
            ["id"] = command.Id.ToString(),
            ["application_id"] = command.ApplicationId.ToString(),
            ["version"] = command.Version.ToString(),
        };
        if (command.GuildId is { } guildId)
            shape["guild_id"] = guildId.ToString();
        foreach (var (name, value) in (JsonObject)command.Definition.Json!)
            shape[name] = value?.DeepClone();
        if (!withLocalizations)
            RemoveTranslations(shape);
        return shape;
    }

    private static void RemoveTranslations(JsonObject part)
    {
        foreach (var name in Translations)
            part.Remove(name);
        foreach (var list in new[] { part["options"], part["choices"] }.OfType<JsonArray>())
        {
            foreach (var inside in list.OfType<JsonObject>())
                RemoveTranslations(inside);
        }
    }
}
