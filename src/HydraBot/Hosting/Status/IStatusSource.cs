namespace HydraBot.Hosting.Status;

/// <summary>A part of the house that can say how it stands. Whoever registers one appears in <c>status</c>.</summary>
internal interface IStatusSource
{
    /// <summary>The heading, for people.</summary>
    string Name { get; }

    /// <summary>Where it stands among the others; smaller is further up.</summary>
    int Order { get; }

    /// <summary>Reads how things stand now. Slow answers are cut off by the one who asks, and shown as such.</summary>
    ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken);
}
