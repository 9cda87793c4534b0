using YamlDotNet.RepresentationModel;

namespace HydraBot.Governance.Constitution;

/// <summary>Takes typed fields out of YAML nodes and gathers what is wrong, with its place, instead of stopping at the first.</summary>
internal sealed class YamlFields
{
    private readonly List<ConstitutionError> _faults = [];

    public IReadOnlyList<ConstitutionError> Faults => _faults;

    public void Fault(YamlNode node, string message) => _faults.Add(new(node.Start.Line, node.Start.Column, message));

    /// <summary>Every key of the mapping is one of these.</summary>
    public void Only(YamlMappingNode mapping, string what, params string[] allowed)
    {
        foreach (var key in mapping.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } name } || !allowed.Contains(name)))
            Fault(key, $"'{key}' is no part of {what}; allowed are {string.Join(", ", allowed)}.");
    }

    public string? Text(YamlMappingNode mapping, string name, string what, bool required = false)
    {
        if (!mapping.Children.TryGetValue(name, out var node))
        {
            if (required)
                Fault(mapping, $"{Capital(what)} lacks '{name}'.");
            return null;
        }

        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text.Trim();
        Fault(node, $"'{name}' of {what} is text.");
        return null;
    }

    public IReadOnlyList<YamlMappingNode> Items(YamlMappingNode mapping, string name, string what, bool required = false)
    {
        if (!mapping.Children.TryGetValue(name, out var node))
        {
            if (required)
                Fault(mapping, $"{Capital(what)} lacks '{name}', a list.");
            return [];
        }

        if (node is not YamlSequenceNode sequence)
        {
            Fault(node, $"'{name}' of {what} is a list.");
            return [];
        }

        foreach (var item in sequence.Where(item => item is not YamlMappingNode))
            Fault(item, $"Each entry of '{name}' of {what} is a mapping.");
        return [.. sequence.OfType<YamlMappingNode>()];
    }

    /// <summary>A list of words, or a single one.</summary>
    public IReadOnlyList<string> Words(YamlMappingNode mapping, string name, string what) =>
        mapping.Children.TryGetValue(name, out var node) ? Words(node, $"'{name}' of {what}") : [];

    public IReadOnlyList<string> Words(YamlNode node, string what) => [.. Scalars(node, what).Select(item => item.Value!)];

    private IReadOnlyList<YamlScalarNode> Scalars(YamlNode node, string what)
    {
        IReadOnlyList<YamlNode> nodes = node is YamlSequenceNode sequence ? [.. sequence] : [node];
        foreach (var wrong in nodes.Where(item => item is not YamlScalarNode { Value.Length: > 0 }))
            Fault(wrong, $"{Capital(what)} is a word or a list of words.");
        if (nodes.Count == 0)
            Fault(node, $"{Capital(what)} is empty; leave it out to mean all.");
        return [.. nodes.OfType<YamlScalarNode>().Where(item => item.Value is { Length: > 0 })];
    }

    public T? Choice<T>(YamlMappingNode mapping, string name, string what, bool required = false)
        where T : struct, Enum =>
        Text(mapping, name, what, required) is { } text ? Choice<T>(mapping.Children[name], text, name) : null;

    public IReadOnlyList<T> Choices<T>(YamlMappingNode mapping, string name, string what)
        where T : struct, Enum =>
        mapping.Children.TryGetValue(name, out var node)
            ? [.. Scalars(node, $"'{name}' of {what}").Select(item => Choice<T>(item, item.Value!, name)).OfType<T>()]
            : [];

    public TimeSpan? Duration(YamlMappingNode mapping, string name, string what)
    {
        if (Text(mapping, name, what) is not { } text)
            return null;
        if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero)
            return duration;
        Fault(mapping.Children[name], $"'{name}' of {what} is a time such as 00:30:00 or 1.00:00:00, not '{text}'.");
        return null;
    }

    public int? Number(YamlMappingNode mapping, string name, string what, int least)
    {
        if (Text(mapping, name, what) is not { } text)
            return null;
        if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        Fault(mapping.Children[name], $"'{name}' of {what} is a whole number from {least}, not '{text}'.");
        return null;
    }

    public bool? Flag(YamlMappingNode mapping, string name, string what)
    {
        if (Text(mapping, name, what) is not { } text)
            return null;
        if (bool.TryParse(text, out var flag))
            return flag;
        Fault(mapping.Children[name], $"'{name}' of {what} is true or false, not '{text}'.");
        return null;
    }

    private T? Choice<T>(YamlNode node, string text, string name)
        where T : struct, Enum
    {
        if (Enum.GetNames<T>().FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return Enum.Parse<T>(known);
        var allowed = string.Join(", ", Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant()));
        Fault(node, $"'{text}' is no {name}; allowed are {allowed}.");
        return null;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
