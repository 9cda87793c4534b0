using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Checks the values of a submitted modal against the modal that was opened, and brings them into the modal's own shape.</summary>
internal sealed class ModalSubmission(SelectedValues selected, InteractionFiles files, ResolvedData resolved)
{
    public JsonArray Read(Payload data, JsonElement modal)
    {
        var given = Given(data);
        var shown = new JsonArray();
        foreach (var component in modal.GetProperty("components").EnumerateArray())
        {
            var type = (ComponentType)component.GetProperty("type").GetInt32();
            var result = new JsonObject { ["type"] = (int)type, ["id"] = component.GetProperty("id").GetInt32() };
            if (type == ComponentType.Label)
                result["component"] = Value(data, component.GetProperty("component"), given);
            else if (type == ComponentType.ActionRow)
                result["components"] = JsonShape.Array(component.GetProperty("components").EnumerateArray().Select(one => Value(data, one, given)));
            shown.Add(result);
        }
        return shown;
    }

    private static Dictionary<string, Payload> Given(Payload data)
    {
        Dictionary<string, Payload> given = [];
        if (!data.Element.TryGetProperty("components", out var tree))
            return given;
        foreach (var component in ComponentFinder.All(tree))
            given[ComponentFinder.CustomId(component)!] = new Payload(component, data.At("components"), data.Errors);
        return given;
    }

    private JsonObject Value(Payload data, JsonElement asked, Dictionary<string, Payload> given)
    {
        var type = (ComponentType)asked.GetProperty("type").GetInt32();
        var customId = ComponentFinder.CustomId(asked)!;
        var result = new JsonObject { ["type"] = (int)type, ["id"] = asked.GetProperty("id").GetInt32(), ["custom_id"] = customId };
        var answer = given.TryGetValue(customId, out var found) ? found : new Payload(Nothing, data.At(customId), data.Errors);
        switch (type)
        {
            case ComponentType.TextInput:
                result["value"] = Text(answer, asked);
                break;
            case ComponentType.Checkbox:
                result["value"] = answer.Flag("value") ?? false;
                break;
            case ComponentType.RadioGroup:
                result["value"] = Radio(answer, asked);
                break;
            case ComponentType.FileUpload:
                result["values"] = Files(answer, asked);
                break;
            default:
                result["values"] = selected.Read(answer, asked, type);
                break;
        }
        return result;
    }

    private static string Text(Payload answer, JsonElement asked)
    {
        var required = asked.GetProperty("required").GetBoolean();
        var longest = asked.TryGetProperty("max_length", out var max) ? max.GetInt32() : 4_000;
        var shortest = asked.TryGetProperty("min_length", out var min) ? min.GetInt32() : 0;
        var text = answer.Text("value", longest) ?? "";
        if (required && text.Length == 0)
            answer.Error("value", "BASE_TYPE_REQUIRED", "This field is required");
        else if (text.Length > 0 && text.Length < shortest)
            answer.Error("value", "BASE_TYPE_BAD_LENGTH", $"Must be between {shortest} and {longest} in length.");
        return text;
    }

    private static string? Radio(Payload answer, JsonElement asked)
    {
        var value = answer.Text("value", max: 100);
        var known = value is not null && asked.GetProperty("options").EnumerateArray().Any(option => option.GetProperty("value").GetString() == value);
        if (!known && (value is not null || asked.GetProperty("required").GetBoolean()))
            answer.Error("value", "BASE_TYPE_CHOICES", "One of the options must be chosen.");
        return value;
    }

    private JsonArray Files(Payload answer, JsonElement asked)
    {
        var kept = answer.Items("values", max: 10).Select(one => files.Keep(one.Item.ToString())).OfType<World.Attachment>().ToList();
        if (kept.Count == 0 && asked.GetProperty("required").GetBoolean())
            answer.Error("values", "BASE_TYPE_REQUIRED", "This field is required");
        kept.ForEach(resolved.Add);
        return JsonShape.Array(kept.Select(file => file.Id));
    }

    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement.Clone();
}
