using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Shadows;

/// <summary>What was seen of one model in the shadow of another, added up.</summary>
internal sealed record ShadowSums
{
    public long Answered { get; init; }

    public long Failed { get; init; }

    public long Dropped { get; init; }

    /// <summary>Answers whose words could be compared, and the sum of how alike they were.</summary>
    public (long Count, double Likeness) Compared { get; init; }

    public ShadowSide First { get; init; }

    public ShadowSide Shadow { get; init; }

    public string? LastTrouble { get; init; }

    public ShadowSums Plus(CallReport first, CallReport shadow, double? likeness) => this with
    {
        Answered = Answered + 1,
        Compared = likeness is { } alike ? (Compared.Count + 1, Compared.Likeness + alike) : Compared,
        First = First.Plus(first),
        Shadow = Shadow.Plus(shadow),
    };
}

/// <summary>What the answers of one of the two took.</summary>
internal readonly record struct ShadowSide(decimal Cost, double FirstByteMs, long Tokens)
{
    public ShadowSide Plus(CallReport report) => new(Cost + report.Cost, FirstByteMs + report.FirstByte.TotalMilliseconds, Tokens + report.Tokens.Output);
}
