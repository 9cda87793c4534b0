using HydraBot.Governance.Audit;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace HydraBot.Hosting.Settings;

/// <summary>Holds what is written against what is known: a name that no options class has, and a value that cannot be read, stop the start.</summary>
internal sealed class SettingsCheck(IEnumerable<SettingsSection> sections)
{
    private static readonly SecretMask Secrets = new([]);

    private readonly SettingNode _known = SettingNode.Of(sections);

    /// <summary>One line a problem; empty when all is well.</summary>
    public IReadOnlyList<string> Problems(IConfigurationRoot settings) =>
        [.. settings.Providers.Where(SettingsSources.IsWritten).SelectMany(provider => Unknown(provider, null, _known)).Concat(Unreadable(settings, _known)).Distinct(StringComparer.Ordinal)];

    /// <summary>Every setting there is, as its full key; entries of lists and dictionaries are a star.</summary>
    public IEnumerable<string> Keys => Below(_known, "");

    private IEnumerable<string> Unknown(IConfigurationProvider provider, string? path, SettingNode node)
    {
        foreach (var name in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = path is null ? name : ConfigurationPath.Combine(path, name);
            // The environment holds much that is not ours; only what stands below one of our sections is.
            var foreign = path is null && provider is EnvironmentVariablesConfigurationProvider;
            if (node.TryFind(name, out var next))
            {
                if (!foreign && next.Value is null && provider.TryGet(key, out var lone) && lone is { Length: > 0 })
                    yield return Wrong(key, lone, next.Each is null ? $"what is below it: {string.Join(", ", next.Children.Keys)}" : "a list or named entries");
                foreach (var problem in Unknown(provider, key, next))
                    yield return problem;
            }
            else if (!foreign)
            {
                yield return $"Setting {key} in {SettingsSources.Name(provider)} is not known; {Nearest(key)}.";
            }
        }
    }

    private static IEnumerable<string> Unreadable(IConfiguration settings, SettingNode node)
    {
        foreach (var section in settings.GetChildren())
        {
            if (!node.TryFind(section.Key, out var next))
                continue;
            if (next.Value is { } type && section.Value is { Length: > 0 } text && SettingValue.Allowed(type, text) is { } allowed)
                yield return Wrong(section.Path, text, allowed);
            foreach (var problem in Unreadable(section, next))
                yield return problem;
        }
    }

    /// <summary>The one line that a wrong value gets; a secret's value is not repeated.</summary>
    public static string Wrong(string key, string? value, string allowed) =>
        $"Setting {key} is {(string.IsNullOrEmpty(value) ? "not set" : $"'{Secrets.Apply(ConfigurationPath.GetSectionKey(key)!, value)}'")}; allowed is {allowed}.";

    private string Nearest(string key)
    {
        var known = Keys.Select(name => (Name: name, Distance: Spelling.Distance(key, name))).OrderBy(pair => pair.Distance).ThenBy(pair => pair.Name, StringComparer.Ordinal).ToArray();
        var near = known.Take(3).TakeWhile(pair => pair.Distance <= known[0].Distance + 1).Select(pair => pair.Name).ToArray();
        return $"the nearest {(near.Length == 1 ? "is" : "are")} {string.Join(", ", near)}";
    }

    private static IEnumerable<string> Below(SettingNode node, string path) => node switch
    {
        { Value: not null } => [path],
        { Each: { } each } => Below(each, $"{path}:*"),
        _ => node.Children.SelectMany(child => Below(child.Value, path.Length == 0 ? child.Key : $"{path}:{child.Key}")),
    };
}
