using HydraBot.Governance.Constitution;

namespace HydraBot.Law.Constitution;

/// <summary>What changed between two laws, in words.</summary>
internal static class LawComparison
{
    /// <summary>A sentence for each change, in the order of the newer law; none when they say the same.</summary>
    public static IReadOnlyList<string> Of(ConstitutionDocument before, ConstitutionDocument after)
    {
        var (old, now) = (ConstitutionView.Of(before).Articles, ConstitutionView.Of(after).Articles);
        var changes = new List<string>();
        if (before.Version != after.Version)
            changes.Add($"The version becomes {after.Version}; it was {before.Version}.");
        foreach (var article in now)
        {
            if (old.FirstOrDefault(known => string.Equals(known.Id, article.Id, StringComparison.OrdinalIgnoreCase)) is not { } former)
            {
                changes.Add($"New article {article.Id}: {article.Title}.");
                changes.AddRange(article.Rules.Select(rule => $"{article.Id}: new rule: {rule}"));
                continue;
            }

            if (former.Title != article.Title)
                changes.Add($"{article.Id}: the title becomes \"{article.Title}\"; it was \"{former.Title}\".");
            if (former.Text != article.Text)
                changes.Add($"{article.Id}: the text for people changes.");
            changes.AddRange(Without(former.Rules, article.Rules).Select(rule => $"{article.Id}: no longer: {rule}"));
            changes.AddRange(Without(article.Rules, former.Rules).Select(rule => $"{article.Id}: new rule: {rule}"));
        }

        changes.AddRange(old.Where(former => !now.Any(article => string.Equals(article.Id, former.Id, StringComparison.OrdinalIgnoreCase)))
            .Select(former => $"Article {former.Id} goes: {former.Title}."));
        return changes.Count > 0 || before.Sha256 == after.Sha256 ? changes : ["Only the wording between the lines changes: comments, order or layout."];
    }

    private static string[] Without(IReadOnlyList<string> rules, IReadOnlyList<string> others)
    {
        var left = others.ToList();
        return rules.Where(rule => !left.Remove(rule)).ToArray();
    }
}
