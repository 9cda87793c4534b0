using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>The law as programs see it.</summary>
/// <param name="Version">The version that it gives itself.</param>
/// <param name="Sha256">The hash of its text.</param>
/// <param name="Articles">In order.</param>
internal sealed record ConstitutionView(string Version, string Sha256, IReadOnlyList<ArticleView> Articles)
{
    public static ConstitutionView Of(ConstitutionDocument law) => new(law.Version, law.Sha256, [.. law.Articles.Select(ArticleView.Of)]);
}
