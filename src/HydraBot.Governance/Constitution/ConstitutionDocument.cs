using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Constitution;

/// <summary>The law: articles whose strictest applicable rule decides. What no rule speaks of is denied.</summary>
public sealed class ConstitutionDocument
{
    /// <summary>Names come from outside as well: more than these are looked up each time.</summary>
    private const int MostKept = 1000;

    private readonly (Article Article, ArticleRule Rule)[] _rules;
    private volatile Dictionary<(string Operation, OperationEffect Effect, CallerKind Caller), (Article Article, ArticleRule Rule)[]> _speaking = [];

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

    /// <summary>Judges an act. Pure: the same act, with the same backups there, gets the same verdict.</summary>
    public Verdict Judge(Act act)
    {
        var applying = new List<(Article Article, ArticleRule Rule)>();
        foreach (var pair in Speaking(act))
        {
            if (!pair.Rule.Fits(act))
                continue;
            applying.Add(pair);
        }

        if (applying.Count == 0)
            return new Verdict(Decision.Deny, [], [$"No article allows {act.Operation}; what the law does not allow is denied."], null);
        var decision = applying.Max(pair => pair.Rule.Decision);
        var deciding = applying.Where(pair => pair.Rule.Decision == decision).ToArray();
        return new Verdict(
            decision,
            [.. deciding.Select(pair => pair.Article.Id).Distinct()],
            [.. deciding.Select(pair => pair.Rule.Because ?? pair.Article.Title).Concat(deciding.SelectMany(pair => pair.Rule.Evidence(act))).Distinct()],
            decision == Decision.Approve ? deciding.Select(pair => pair.Rule.Terms!).Aggregate((a, b) => a.And(b)) : null)
        {
            Paces = [.. applying.SelectMany(pair => pair.Rule.Paces, (pair, pace) => (pair.Article.Id, pace))],
        };
    }

    /// <summary>The rules that speak of this operation, effect and caller: found once, since the names do not change.</summary>
    private (Article Article, ArticleRule Rule)[] Speaking(Act act)
    {
        var key = (act.Operation, act.Effect, act.Caller);
        if (_speaking.TryGetValue(key, out var known))
            return known;
        var speaking = _rules.Where(pair => pair.Rule.Names(act)).ToArray();
        // Stryker disable once all : what is not kept is found again; only time is saved here.
        if (_speaking.Count < MostKept)
            // Stryker disable once all : the same.
            _speaking = new Dictionary<(string, OperationEffect, CallerKind), (Article, ArticleRule)[]>(_speaking) { [key] = speaking };
        return speaking;
    }
}
