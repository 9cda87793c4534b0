using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Constitution;

/// <summary>One rule of an article: it applies when every condition that it names holds.</summary>
public sealed record ArticleRule
{
    /// <summary>Patterns of operation names, <c>*</c> for any run of characters; empty means every operation.</summary>
    public IReadOnlyList<NamePattern> Operations { get; init; } = [];

    /// <summary>Patterns of operation names that the rule does not speak of, whatever <see cref="Operations"/> says.</summary>
    public IReadOnlyList<NamePattern> Except { get; init; } = [];

    /// <summary>Effects; empty means every effect.</summary>
    public IReadOnlyList<OperationEffect> Effects { get; init; } = [];

    /// <summary>Kinds of callers; empty means every kind.</summary>
    public IReadOnlyList<CallerKind> Callers { get; init; } = [];

    /// <summary>Conditions on arguments, by name; all must hold.</summary>
    public IReadOnlyList<ArgumentCondition> Arguments { get; init; } = [];

    /// <summary>What it says.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Who must agree, for <see cref="Decision.Approve"/>.</summary>
    public ApprovalTerms? Terms { get; init; }

    /// <summary>Why, in a sentence; the article's title where there is none.</summary>
    public string? Because { get; init; }

    /// <summary>True when the rule speaks of this act.</summary>
    public bool AppliesTo(Act act) =>
        (Operations.Count == 0 || Operations.Any(pattern => pattern.Matches(act.Operation)))
        && !Except.Any(pattern => pattern.Matches(act.Operation))
        && (Effects.Count == 0 || Effects.Contains(act.Effect))
        && (Callers.Count == 0 || Callers.Contains(act.Caller))
        && Arguments.All(condition => condition.Holds(act.Arguments));
}
