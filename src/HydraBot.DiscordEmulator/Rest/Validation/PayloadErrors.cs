namespace HydraBot.DiscordEmulator.Rest.Validation;

/// <summary>Field errors of one request, as the tree that Discord's 50035 "Invalid Form Body" carries.</summary>
internal sealed class PayloadErrors
{
    private readonly JsonObject _tree = [];

    public bool Any => _tree.Count > 0;

    /// <summary>Adds an error at a dotted path, such as <c>embeds.0.fields.2.name</c>.</summary>
    public void Add(string path, string code, string message)
    {
        var node = _tree;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (node[step] is not JsonObject next)
                node[step] = next = [];
            node = next;
        }
        if (node["_errors"] is not JsonArray errors)
            node["_errors"] = errors = [];
        errors.Add(new JsonObject { ["code"] = code, ["message"] = message });
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw ToException();
    }

    public DiscordException ToException() => new(400, 50035, "Invalid Form Body", _tree);
}
