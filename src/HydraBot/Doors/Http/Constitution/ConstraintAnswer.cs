using HydraBot.Governance.Approvals;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Constitution;

/// <summary>An article of the law.</summary>
/// <param name="Id">It is named in refusals and in the audit log.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What it means, for people.</param>
/// <param name="Rules">What it does; none for a promise that the code keeps elsewhere.</param>
internal sealed record ConstraintAnswer(string Id, string Title, string Text, IReadOnlyList<RuleAnswer> Rules)
{
    public static ConstraintAnswer Of(Article article) => new(article.Id, article.Title, article.Text, [.. article.Rules.Select(RuleAnswer.Of)]);
}

/// <summary>A rule: it applies when every condition that it names holds; an empty list stands for all.</summary>
internal sealed record RuleAnswer(
    Decision Decision,
    IReadOnlyList<string> Operations,
    IReadOnlyList<OperationEffect> Effects,
    IReadOnlyList<CallerKind> Callers,
    IReadOnlyList<ConditionAnswer> Arguments,
    ConditionAnswer? Facts,
    TimeSpan? WithoutBackup,
    IReadOnlyList<Pace> Paces,
    ApprovalTerms? Approvers,
    string? Because)
{
    public static RuleAnswer Of(ArticleRule rule) => new(
        rule.Decision,
        [.. rule.Operations.Select(pattern => pattern.Text)],
        rule.Effects,
        rule.Callers,
        [.. rule.Arguments.Select(condition => new ConditionAnswer(condition.Name, [.. condition.Patterns.Select(pattern => pattern.Text)], condition.Negated))],
        rule.Facts is { } facts ? new ConditionAnswer("facts", [.. facts.Patterns.Select(pattern => pattern.Text)], facts.Negated) : null,
        rule.WithoutBackup,
        rule.Paces,
        rule.Terms,
        rule.Because);
}

/// <summary>A condition on one argument: it fits one of the patterns, or none of them where it is negated.</summary>
internal sealed record ConditionAnswer(string Name, IReadOnlyList<string> Patterns, bool Negated);
