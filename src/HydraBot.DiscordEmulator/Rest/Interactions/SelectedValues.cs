using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Interactions;

/// <summary>Checks what was chosen in a menu or group, in a message or in a modal.</summary>
internal sealed class SelectedValues(ResolvedData resolved, Snowflake userId)
{
    public JsonArray Read(Payload data, JsonElement component, ComponentType type)
    {
        var values = data.Items("values", max: 25).Select(one => one.Item.ToString()).ToList();
        var optional = component.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.False;
        var min = optional && values.Count == 0 ? 0 : Bound(component, "min_values");
        if (values.Count < min || values.Count > Bound(component, "max_values"))
            data.Error("values", "BASE_TYPE_BAD_LENGTH", $"Must be between {Bound(component, "min_values")} and {Bound(component, "max_values")} in length.");
        foreach (var value in values.Where(value => !IsChoice(component, type, value)))
            data.Error("values", "BASE_TYPE_CHOICES", $"Value \"{value}\" is not one that can be chosen.");
        return JsonShape.Array(values.Select(value => (JsonNode)JsonValue.Create(value)));
    }

    private static int Bound(JsonElement component, string name) => component.TryGetProperty(name, out var bound) ? bound.GetInt32() : 1;

    private bool IsChoice(JsonElement component, ComponentType type, string value)
    {
        if (component.TryGetProperty("options", out var options))
            return options.EnumerateArray().Any(option => option.GetProperty("value").GetString() == value);
        if (!Snowflake.TryParse(value, out var id))
            return false;
        return type switch
        {
            ComponentType.UserSelect => resolved.TryUser(id),
            ComponentType.RoleSelect => resolved.TryRole(id),
            ComponentType.ChannelSelect => resolved.TryChannel(id, userId),
            _ => resolved.TryUser(id) || resolved.TryRole(id),
        };
    }
}
