using HydraBot.Governance;

namespace HydraBot.Inference.Pipeline;

/// <summary>One wish for an answer, cleared, on its way through the pipeline.</summary>
/// <param name="Clearance">Who is behind it, and that the law lets them.</param>
/// <param name="Kind">What is wanted.</param>
/// <param name="Body">The request as it came, without secrets.</param>
/// <param name="Facts">What was read of it.</param>
internal sealed record InferenceCall(Clearance Clearance, InferenceKind Kind, ReadOnlyMemory<byte> Body, RequestFacts Facts)
{
    /// <summary>Who goes first when there is a queue.</summary>
    public CallPriority Priority { get; init; } = CallPriority.Program;

    /// <summary>Whose answers may be shared with this call: a key's or a member's own.</summary>
    public required string Scope { get; init; }

    /// <summary>From the door's event through logs to the ledger.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Whether an answer given before may be given again.</summary>
    public CacheUse Cache { get; init; } = CacheUse.Allowed;

    /// <summary>How long the answer may stand still; as the settings say where it is null.</summary>
    public TimeSpan? Patience { get; init; }
}

/// <summary>Who goes first.</summary>
internal enum CallPriority
{
    /// <summary>Somebody waits and looks.</summary>
    Person = 0,

    /// <summary>A program with a key.</summary>
    Program = 1,

    /// <summary>A schedule, at night.</summary>
    Background = 2,
}

/// <summary>How a call stands to the cache.</summary>
internal enum CacheUse
{
    Allowed = 0,

    /// <summary>The answer is fetched, and kept.</summary>
    Refresh = 1,

    /// <summary>Neither looked up nor kept.</summary>
    Off = 2,
}
