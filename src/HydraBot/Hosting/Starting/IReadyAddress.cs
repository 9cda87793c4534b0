namespace HydraBot.Hosting.Starting;

/// <summary>An address at which the house answers once it is started.</summary>
internal interface IReadyAddress
{
    /// <summary>What is there, in a word: <c>page</c>, <c>API</c>.</summary>
    string Name { get; }

    /// <summary>Where; null when nothing listens there.</summary>
    string? Url { get; }
}
