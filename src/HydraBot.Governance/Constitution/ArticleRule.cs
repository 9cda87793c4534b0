using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;

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

    /// <summary>A condition on what the act would do; null means whatever it does.</summary>
    public FactCondition? Facts { get; init; }

    /// <summary>The rule applies only where some database that the facts name has no readable backup newer than this.</summary>
    public TimeSpan? WithoutBackup { get; init; }

    /// <summary>How often one person may do this; more is refused.</summary>
    public IReadOnlyList<Pace> Paces { get; init; } = [];

    /// <summary>What it says.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Who must agree, for <see cref="Decision.Approve"/>.</summary>
    public ApprovalTerms? Terms { get; init; }

    /// <summary>Why, in a sentence; the article's title where there is none.</summary>
    public string? Because { get; init; }

    /// <summary>True when it speaks of this operation, effect and caller, whatever the arguments.</summary>
    internal bool Names(Act act) =>
        (Operations.Count == 0 || Operations.Any(pattern => pattern.Matches(act.Operation)))
        && !Except.Any(pattern => pattern.Matches(act.Operation))
        && (Effects.Count == 0 || Effects.Contains(act.Effect))
        && (Callers.Count == 0 || Callers.Contains(act.Caller));

    /// <summary>True when arguments, facts and backups fulfil its conditions.</summary>
    internal bool Fits(Act act) =>
        (Arguments.Count == 0 || Arguments.All(condition => condition.Holds(act.Arguments)))
        && Facts?.Holds(act.Facts) != false
        && (WithoutBackup is not { } limit || BackupReasons(act, limit).Any());

    /// <summary>Why it applies, beyond its own sentence: what was seen in the text, and what was found of backups.</summary>
    internal IEnumerable<string> Evidence(Act act)
    {
        if (Facts is { Negated: false } facts)
        {
            foreach (var fact in facts.Fitting(act.Facts))
                yield return $"{fact.Name}: {fact.Detail}";
        }
        else if (Facts is not null)
        {
            foreach (var fact in act.Facts)
                yield return $"{fact.Name}: {fact.Detail}";
        }

        if (WithoutBackup is { } limit)
        {
            foreach (var reason in BackupReasons(act, limit))
                yield return reason;
        }
    }

    private IEnumerable<string> BackupReasons(Act act, TimeSpan limit)
    {
        foreach (var database in (Facts?.Fitting(act.Facts) ?? act.Facts).Select(fact => fact.Subject ?? "").Distinct())
        {
            if (database.Length == 0)
            {
                yield return "Which database it is cannot be told, so no backup of it can be looked for.";
                continue;
            }

            var found = act.Backups?.Find(database) ?? new BackupFinding(null, "nobody looks for backups");
            if (found.TakenAt is not { } taken)
                yield return $"There is no backup of {database}: {found.Detail}.";
            else if (act.At - taken > limit)
                yield return $"The newest backup of {database} is from {taken:yyyy-MM-dd HH:mm} UTC, older than the law allows: {found.Detail}.";
        }
    }
}
