using HydraBot.Inference.Endpoints;

namespace HydraBot.Inference.Pipeline;

/// <summary>How a call ended.</summary>
internal sealed record CallReport
{
    /// <summary>The HTTP status that the caller got.</summary>
    public required int Status { get; init; }

    public string Endpoint { get; init; } = "";

    public string Model { get; init; } = "";

    /// <summary>What went wrong; null when all went well.</summary>
    public string? Trouble { get; init; }

    /// <summary>The whole answer is with the caller.</summary>
    public bool Served { get; init; }

    /// <summary>Why the last backend failed, in its own few words; null where none did.</summary>
    public string? Cause { get; init; }

    /// <summary>Those that were asked, or would have been, and did not answer.</summary>
    public IReadOnlyList<BackendFailure> Failures { get; init; } = [];

    public TokenCount Tokens { get; init; }

    /// <summary>US dollars.</summary>
    public decimal Cost { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Until the first byte; zero where none came.</summary>
    public TimeSpan FirstByte { get; init; }

    /// <summary>How many backends were asked.</summary>
    public int Attempts { get; init; }

    public string? Cache { get; init; }

    public string? Route { get; init; }

    /// <summary>What the answer says of itself; null where no backend was asked.</summary>
    public ChunkReader? Chunks { get; init; }

    /// <summary>The entry of the cache that answered, or that keeps the answer, and how like its question is; null odds for the same words.</summary>
    public (long Id, double? Odds)? CacheEntry { get; init; }
}

/// <summary>A backend that did not answer.</summary>
/// <param name="Choice">Which.</param>
/// <param name="Trouble">Why, in a few words.</param>
/// <param name="Status">Its HTTP status; 0 where it gave none.</param>
internal sealed record BackendFailure(ModelChoice Choice, string Trouble, int Status);

/// <summary>What was read and written.</summary>
/// <param name="Input">Tokens of the question.</param>
/// <param name="Output">Tokens of the answer.</param>
/// <param name="Estimated">True when the backend told none, or none that can be.</param>
internal readonly record struct TokenCount(long Input, long Output, bool Estimated)
{
    public long Total => Input + Output;
}
