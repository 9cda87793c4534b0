namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>What the components of one message or modal have in common: their ids, their custom ids, how many there are.</summary>
internal sealed class ComponentScope(bool inModal = false)
{
    private readonly HashSet<string> _customIds = [];
    private int _lastId;

    public bool InModal => inModal;
    public int Count { get; private set; }

    /// <summary>Characters of all text displays together.</summary>
    public int TextLength { get; set; }

    /// <summary>Starts a component's shown form with its type and id.</summary>
    public JsonObject Begin(Payload component, ComponentType type)
    {
        Count++;
        _lastId = (int)(component.Integer("id", 0, int.MaxValue) is { } given and > 0 ? given : _lastId + 1);
        return new JsonObject { ["type"] = (int)type, ["id"] = _lastId };
    }

    public string? CustomId(Payload component)
    {
        var customId = component.Text("custom_id", max: 100, min: 1, required: true);
        if (customId is not null && !_customIds.Add(customId))
            component.Error("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        return customId;
    }

    /// <summary>The component's type, when it is one of those that may stand here.</summary>
    public static ComponentType? TypeOf(Payload component, params ReadOnlySpan<ComponentType> allowed)
    {
        if (component.Integer("type", required: true) is not { } number)
            return null;
        if (allowed.Contains((ComponentType)number))
            return (ComponentType)number;
        List<int> names = [];
        foreach (var type in allowed)
            names.Add((int)type);
        component.Error("type", "UNION_TYPE_CHOICES", $"Value of field \"type\" must be one of ({string.Join(", ", names)}{(names.Count == 1 ? "," : "")}).");
        return null;
    }
}
