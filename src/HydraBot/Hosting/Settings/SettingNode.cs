using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace HydraBot.Hosting.Settings;

/// <summary>What may be written below a place in the settings: a value, named settings, or any number of named entries.</summary>
internal sealed class SettingNode
{
    private readonly Dictionary<string, SettingNode> _children = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type of the value, where this is one.</summary>
    public Type? Value { get; private init; }

    /// <summary>What each entry of a list or dictionary is, where this is one.</summary>
    public SettingNode? Each { get; private init; }

    /// <summary>Settings by name, in the order of their class.</summary>
    public IReadOnlyDictionary<string, SettingNode> Children => _children;

    /// <summary>The tree of all sections.</summary>
    public static SettingNode Of(IEnumerable<SettingsSection> sections)
    {
        var root = new SettingNode();
        foreach (var section in sections)
        {
            var node = root;
            foreach (var name in section.Name.Split(':'))
            {
                if (!node._children.TryGetValue(name, out var next))
                    node._children[name] = next = new SettingNode();
                node = next;
            }

            node.Take(section.Options);
        }

        return root;
    }

    /// <summary>What stands below this name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out SettingNode? node) =>
        _children.TryGetValue(name, out node) || (node = Each) is not null;

    private void Take(Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting))
            _children.TryAdd(property.Name, Of(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
    }

    private static bool IsSetting(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0 && (property.CanWrite || EntryType(property.PropertyType) is not null);

    private static SettingNode Of(Type type)
    {
        if (SettingValue.IsValue(type))
            return new SettingNode { Value = type };
        if (EntryType(type) is { } entry)
            return new SettingNode { Each = Of(entry) };
        var node = new SettingNode();
        node.Take(type);
        return node;
    }

    /// <summary>The type of a dictionary's values, or of a list's items.</summary>
    private static Type? EntryType(Type type) =>
        type.IsArray ? type.GetElementType()
        : !type.IsGenericType || !Collections.Contains(type.GetGenericTypeDefinition()) ? null
        : type.GetGenericArguments()[^1];

    private static readonly FrozenSet<Type> Collections =
    [
        typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>),
        typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(HashSet<>), typeof(ISet<>),
    ];
}
