namespace HydraBot.Inference.Backends;

/// <summary>What a backend did wrong, as it is counted.</summary>
internal enum BackendFault
{
    None = 0,

    /// <summary>Nobody listens at its address.</summary>
    Unreachable = 1,

    /// <summary>The connection ended before the answer did.</summary>
    Cut = 2,

    /// <summary>No first byte in time.</summary>
    Silent = 3,

    /// <summary>It began, and then stood still.</summary>
    Stalled = 4,

    /// <summary>429.</summary>
    RateLimited = 5,

    /// <summary>Another refusal that is its own affair: a wrong key, no such page, a place elsewhere.</summary>
    Denied = 6,

    /// <summary>5xx.</summary>
    ServerError = 7,

    /// <summary>What it sends is no answer of a language model.</summary>
    Garbage = 8,

    /// <summary>An event or an answer beyond all measure.</summary>
    TooLong = 9,

    /// <summary>An error that came with a 200.</summary>
    SaidError = 10,

    /// <summary>A proper end, and nothing before it.</summary>
    Empty = 11,
}
