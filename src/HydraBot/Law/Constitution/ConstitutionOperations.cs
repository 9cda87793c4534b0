using System.ComponentModel;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Constitution;

/// <summary>The law, for those who live under it.</summary>
internal sealed class ConstitutionOperations(ConstitutionDocument law)
{
    [Operation("constitution.show", Toolset = "constitution", Access = AccessLevel.Viewer, Effect = OperationEffect.Read)]
    [Description("Shows the law of the house: all articles, or one with its rules")]
    public OperationResult<ConstitutionView> Show(
        [Description("The id of one article")][Suggest<ArticleSuggestions>] string? article = null)
    {
        var view = ConstitutionView.Of(law);
        if (article is null)
            return OperationResult.Of(view, All(view));
        var one = view.Articles.FirstOrDefault(known => string.Equals(known.Id, article, StringComparison.OrdinalIgnoreCase))
            ?? throw OperationException.WrongArgument(
                $"There is no article '{article}'; there are {string.Join(", ", view.Articles.Select(known => known.Id))}.");
        return OperationResult.Of(view with { Articles = [one] }, One(one));
    }

    private static Card All(ConstitutionView law) => new()
    {
        Title = $"The law of the house, version {law.Version}",
        Text = string.Join('\n', law.Articles.Select(article => $"**{article.Id}** {article.Title}")),
        Footer = $"{law.Articles.Sum(article => article.Rules.Count)} rules · sha256 {law.Sha256[..16]}…",
        Spoken = $"The law has {law.Articles.Count} articles.",
    };

    private static Card One(ArticleView article) => new()
    {
        Title = $"{article.Id}: {article.Title}",
        Text = article.Text,
        Fields = [.. article.Rules.Select((rule, index) => new CardField($"Rule {index + 1}", rule))],
        Footer = article.Rules.Count == 0 ? "A promise that the code itself keeps." : null,
        Spoken = $"{article.Title}. {article.Text}",
    };
}
