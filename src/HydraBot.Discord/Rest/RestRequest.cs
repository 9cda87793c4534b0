namespace HydraBot.Discord.Rest;

/// <summary>A request before it is sent, perhaps more than once.</summary>
internal sealed record RestRequest(RestRoute Route)
{
    public RestBody? Body { get; init; }

    /// <summary>Without the question mark.</summary>
    public string? Query { get; init; }

    /// <summary>For the guild's audit log, in the X-Audit-Log-Reason header.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether a second execution of the same request would do no harm.</summary>
    public bool Repeatable { get; init; } = Route.Method != HttpMethod.Post;

    /// <summary>Interaction routes: the token in the path is the credential, and the global limit does not count them.</summary>
    public bool IsInteraction { get; init; }

    /// <summary>The first answer to an interaction is sent once and has no bucket to wait for.</summary>
    public bool SkipsBuckets { get; init; }
}
