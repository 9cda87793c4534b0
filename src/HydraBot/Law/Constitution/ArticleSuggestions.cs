using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Law.Constitution;

/// <summary>Completes the id of an article.</summary>
internal sealed class ArticleSuggestions(ConstitutionDocument law) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => law.Articles.Select(article => article.Id).Holding(typed);
}
