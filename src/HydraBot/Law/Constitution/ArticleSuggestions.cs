using System.Runtime.CompilerServices;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Constitution;

/// <summary>Completes the id of an article.</summary>
internal sealed class ArticleSuggestions(ConstitutionDocument law) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var article in law.Articles.Where(article => article.Id.Contains(typed, StringComparison.OrdinalIgnoreCase)))
            yield return article.Id;
    }
}
