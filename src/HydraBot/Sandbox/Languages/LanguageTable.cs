using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using HydraBot.Sandbox.Image;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Languages;

/// <summary>The languages of this house: those of the recipe, and those that its settings add or replace.</summary>
internal sealed class LanguageTable
{
    private readonly Dictionary<string, Language> _byName = new(StringComparer.OrdinalIgnoreCase);

    public LanguageTable(SandboxAssets assets, IOptions<SandboxOptions> options)
    {
        var rows = JsonSerializer.Deserialize(File.ReadAllText(assets.File("languages.json")), SandboxJson.Default.DictionaryStringLanguageOptions)!;
        foreach (var (name, row) in options.Value.Languages)
            rows[name.ToLowerInvariant()] = row;
        All = [.. rows.Where(row => IsIncluded(row.Key, options.Value)).Select(row => row.Value.Named(row.Key))];
        foreach (var language in All)
        {
            foreach (var alias in language.Aliases)
                _byName.TryAdd(alias, language);
        }

        // A name of its own beats another's alias.
        foreach (var language in All)
            _byName[language.Name] = language;
    }

    /// <summary>All of them, in the order of the table.</summary>
    public IReadOnlyList<Language> All { get; }

    /// <summary>Their names, for sentences.</summary>
    public string Names => string.Join(", ", All.Select(language => language.Name));

    /// <summary>Finds one by its name or an alias, in any case.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Language? language) => _byName.TryGetValue(name.Trim(), out language);

    private static bool IsIncluded(string name, SandboxOptions options) =>
        options.Include.Count == 0 || options.Include.Contains(name, StringComparer.OrdinalIgnoreCase) || options.Languages.ContainsKey(name);
}
