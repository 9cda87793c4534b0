using HydraBot.Governance.Approvals;

namespace HydraBot.Governance.Constitution;

/// <summary>The law: articles whose strictest applicable rule decides. What no rule speaks of is denied.</summary>
public sealed class ConstitutionDocument
{
    private readonly (Article Article, ArticleRule Rule)[] _rules;

    internal ConstitutionDocument(string version, string sha256, IReadOnlyList<Article> articles)
    {
        Version = version;
        Sha256 = sha256;
        Articles = articles;
        _rules = [.. articles.SelectMany(article => article.Rules, (article, rule) => (article, rule))];
    }

    /// <summary>The version that the text gives itself.</summary>
    public string Version { get; }

    /// <summary>SHA-256 of the text as UTF-8, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Article> Articles { get; }

    /// <summary>How many rules there are in all.</summary>
    public int RuleCount => _rules.Length;

    /// <summary>Judges an act. Pure: the same act gets the same verdict.</summary>
    public Verdict Judge(Act act)
    {
        var applying = _rules.Where(pair => pair.Rule.AppliesTo(act)).ToArray();
        if (applying.Length == 0)
            return new Verdict(Decision.Deny, [], [$"No article allows {act.Operation}; what the law does not allow is denied."], null);

        var decision = applying.Max(pair => pair.Rule.Decision);
        var deciding = applying.Where(pair => pair.Rule.Decision == decision).ToArray();
        return new Verdict(
            decision,
            [.. deciding.Select(pair => pair.Article.Id).Distinct()],
            [.. deciding.Select(pair => pair.Rule.Because ?? pair.Article.Title).Distinct()],
            decision == Decision.Approve ? deciding.Select(pair => pair.Rule.Terms!).Aggregate((a, b) => a.And(b)) : null);
    }
}
