namespace HydraBot.Tests.Inference.Gateway.Soak;

/// <summary>What a <see cref="FaultyBackend"/> does with one request.</summary>
internal enum SoakFault
{
    None,
    Cut,
    CutAtOnce,
    Garbage,
    TooMany,
    TooManyForNow,
    WrongKey,
    Broken,
    Overloaded,
    Silent,
    SlowToBegin,
    Hangs,
    LongLine,
    BrokenLetters,
    NegativeUsage,
    HugeUsage,
    SaysError,
    Empty,
    NoStream,
    NoProperEnd,
}
