namespace HydraBot.Inference.Backends;

/// <summary>What came of asking one backend.</summary>
internal sealed record AttemptOutcome(AttemptEnd End)
{
    /// <summary>In a few words; null when all went well.</summary>
    public string? Trouble { get; init; }

    /// <summary>The same as it is counted.</summary>
    public BackendFault Fault { get; init; }

    /// <summary>The backend's HTTP status; 0 where it gave none.</summary>
    public int Status { get; init; }

    /// <summary>When it wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Its own words, where they are an error in JSON.</summary>
    public byte[]? Words { get; init; }

    /// <summary>It was not asked at all: too many wait for it.</summary>
    public bool Full { get; init; }

    /// <summary>Until the first byte of the answer; zero where none came.</summary>
    public TimeSpan FirstByte { get; init; }

    /// <summary>What the caller has of a whole answer that is not passed on as it comes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>How asking one backend ended.</summary>
internal enum AttemptEnd
{
    /// <summary>The whole answer is with the caller.</summary>
    Served = 0,

    /// <summary>Nothing is with the caller; another backend may be asked.</summary>
    Failed = 1,

    /// <summary>The request itself is wrong, so that another backend would say the same.</summary>
    Refused = 2,

    /// <summary>The caller has a part of the answer, and no more comes from here.</summary>
    Broken = 3,
}
