namespace HydraBot.Governance.Operations;

/// <summary>Why a request was refused.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Rule">The rule that refused.</param>
/// <param name="Articles">The articles of the law that it stood on.</param>
/// <param name="Reasons">Sentences for people.</param>
public sealed record Refusal(RefusalKind Kind, string Rule, IReadOnlyList<string> Articles, IReadOnlyList<string> Reasons)
{
    /// <summary>All reasons in one line.</summary>
    public string Message => string.Join(" ", Reasons);

    internal static Refusal Unknown(string operation, string? why = null) => new(
        RefusalKind.UnknownOperation, "catalog", [], [why ?? $"There is no operation '{operation}'; help lists what there is."]);

    internal static Refusal WrongArguments(IReadOnlyList<string> problems) => new(RefusalKind.WrongArguments, "arguments", [], problems);

    internal static Refusal NotRunnable(string reason) => new(RefusalKind.NotRunnable, "once", [], [reason]);
}
