namespace HydraBot.Inference.Pipeline;

/// <summary>Where an answer goes while it comes: an HTTP response, or a client inside the house.</summary>
internal interface IAnswerSink
{
    /// <summary>True from the first byte on: from then an answer can no more be replaced by another.</summary>
    bool Begun { get; }

    /// <summary>Says what comes.</summary>
    void Begin(AnswerHead head);

    /// <summary>Passes on bytes, at once.</summary>
    /// <exception cref="UnwantedException">Nobody is there any more.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}

/// <summary>What stands above an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">JSON or an event stream.</param>
/// <param name="Length">In bytes, where it is known.</param>
internal sealed record AnswerHead(int Status, string MediaType, long? Length)
{
    /// <summary>Who answered; null where nobody was asked.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Which model answered.</summary>
    public string? Model { get; init; }

    /// <summary><c>miss</c>, <c>exact</c>, <c>similar</c>, or null where the cache was left out.</summary>
    public string? Cache { get; init; }

    /// <summary>Why this model, in a few words.</summary>
    public string? Route { get; init; }

    /// <summary>The backend's own id of the answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>When to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
