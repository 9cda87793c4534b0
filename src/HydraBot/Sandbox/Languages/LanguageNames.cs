using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Languages;

/// <summary>Completes the name of a language.</summary>
internal sealed class LanguageNames(LanguageTable languages) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => languages.All
        .Where(language => language.Aliases.Append(language.Name).Append(language.Title).Any(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
        .Select(language => language.Name)
        .ToAsyncEnumerable();
}
