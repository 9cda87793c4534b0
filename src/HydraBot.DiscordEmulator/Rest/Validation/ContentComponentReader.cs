namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>The components of the second form that hold content: text, pictures, files, lines between them.</summary>
internal static class ContentComponentReader
{
    private static readonly string[] MediaSchemes = ["http", "https", "attachment"];
    private static readonly string[] FileSchemes = ["attachment"];

    public static JsonObject Read(Payload component, ComponentType type, ComponentScope scope)
    {
        var shown = scope.Begin(component, type);
        switch (type)
        {
            case ComponentType.TextDisplay:
                shown["content"] = Text(component, scope);
                break;
            case ComponentType.Section:
                ReadSection(component, shown, scope);
                break;
            case ComponentType.MediaGallery:
                shown["items"] = new JsonArray([.. component.Objects("items", max: 10, min: 1, required: true).Select(item => Media(item, []))]);
                break;
            case ComponentType.File:
                shown["file"] = Unfurled(component, "file", FileSchemes);
                shown["spoiler"] = component.Flag("spoiler") ?? false;
                shown["name"] = null;
                shown["size"] = null;
                break;
            case ComponentType.Separator:
                shown["divider"] = component.Flag("divider") ?? true;
                shown["spacing"] = component.Integer("spacing", 1, 2) ?? 1;
                break;
        }
        return shown;
    }

    private static string? Text(Payload display, ComponentScope scope)
    {
        var text = display.Text("content", max: 4_000, min: 1, required: true);
        scope.TextLength += text?.Length ?? 0;
        return text;
    }

    private static void ReadSection(Payload section, JsonObject shown, ComponentScope scope)
    {
        var texts = new JsonArray();
        foreach (var display in section.Objects("components", max: 3, min: 1, required: true))
        {
            if (ComponentScope.TypeOf(display, ComponentType.TextDisplay) is { } type)
                texts.Add(Read(display, type, scope));
        }
        shown["components"] = texts;
        if (section.Object("accessory", required: true) is not { } accessory)
            return;
        shown["accessory"] = ComponentScope.TypeOf(accessory, ComponentType.Button, ComponentType.Thumbnail) switch
        {
            ComponentType.Button => ButtonReader.Read(accessory, scope),
            ComponentType.Thumbnail => Media(accessory, scope.Begin(accessory, ComponentType.Thumbnail)),
            _ => null,
        };
    }

    private static JsonObject Media(Payload item, JsonObject shown)
    {
        shown["media"] = Unfurled(item, "media", MediaSchemes);
        shown["description"] = item.Text("description", max: 1_024, min: 1);
        shown["spoiler"] = item.Flag("spoiler") ?? false;
        return shown;
    }

    private static JsonObject? Unfurled(Payload owner, string name, string[] schemes)
    {
        if (owner.Object(name, required: true) is not { } media || media.Text("url", max: 2_048, min: 1, required: true) is not { } url)
            return null;
        UrlRules.Check(media, "url", url, schemes);
        return new JsonObject { ["url"] = url };
    }
}
