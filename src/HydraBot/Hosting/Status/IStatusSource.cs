namespace HydraBot.Hosting.Status;

/// <summary>A part of the house that can say how it stands. Whoever registers one appears in <c>status</c>.</summary>
internal interface IStatusSource
{
    /// <summary>The heading, for people.</summary>
    string Name { get; }

    /// <summary>Where it stands among the others; smaller is further up.</summary>
    int Order { get; }

    /// <summary>Reads how things stand now.</summary>
    /// <remarks>When the token is cancelled, time is up: a source may then still say, at once, what it was waiting for.</remarks>
    ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken);
}
