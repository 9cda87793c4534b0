using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>An article as programs see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What it means.</param>
/// <param name="Rules">Each rule in a sentence; empty for a promise that the code keeps.</param>
internal sealed record ArticleView(string Id, string Title, string Text, IReadOnlyList<string> Rules)
{
    public static ArticleView Of(Article article) => new(article.Id, article.Title, article.Text, [.. article.Rules.Select(Sentence)]);

    private static string Sentence(ArticleRule rule) => string.Join(' ', Parts(rule));

    private static IEnumerable<string> Parts(ArticleRule rule)
    {
        yield return rule.Decision switch
        {
            Decision.Allow => "Allows",
            Decision.Deny => "Forbids",
            _ => "Asks",
        };
        if (rule.Terms is { } terms)
        {
            var whose = terms.AskerMay ? "" : " other than the asker";
            yield return $"{terms.Count} × {terms.Approver}{whose} within {Words(terms.ExpiresAfter)} about";
        }

        yield return rule.Operations.Count == 0 ? "every operation" : string.Join(", ", rule.Operations.Select(pattern => pattern.Text));
        if (rule.Except.Count > 0)
            yield return $"except {string.Join(", ", rule.Except.Select(pattern => pattern.Text))}";
        if (rule.Effects.Count > 0)
            yield return $"with effect {string.Join(" or ", rule.Effects)}";
        if (rule.Callers.Count > 0)
            yield return $"by a {string.Join(" or ", rule.Callers).ToLowerInvariant()}";
        if (rule.Facts is { } facts)
            yield return $"{(facts.Negated ? "unless it does only" : "where it does")} {string.Join(" or ", facts.Patterns.Select(pattern => pattern.Text))}";
        if (rule.WithoutBackup is { } limit)
            yield return $"without a readable backup from the last {Words(limit)}";
        foreach (var pace in rule.Paces)
            yield return $"at most {pace.Count} times in {Words(pace.Per)} for one person";
        foreach (var condition in rule.Arguments)
        {
            var how = condition.Negated ? "none of" : "like";
            yield return $"where {condition.Name} is {how} {string.Join(", ", condition.Patterns.Select(pattern => pattern.Text))}";
        }
    }

    private static string Words(TimeSpan time) => time.TotalHours >= 1 ? $"{time.TotalHours:0.#} h" : $"{time.TotalMinutes:0.#} min";
}
