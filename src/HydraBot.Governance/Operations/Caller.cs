namespace HydraBot.Governance.Operations;

/// <summary>Who asks, as the door established it: never from text that the caller wrote.</summary>
/// <param name="Kind">Whose hand it is.</param>
/// <param name="Id">Stable id: a Discord user id, the name of an HTTP key, a schedule's name.</param>
/// <param name="Name">The name that people know.</param>
/// <param name="Access">The access at the time of asking.</param>
public sealed record Caller(CallerKind Kind, string Id, string Name, AccessLevel Access)
{
    /// <summary>The Discord channel in which it was asked, as the event says; null at every other door.</summary>
    public string? Channel { get; init; }

    /// <summary>Patterns of the only operations that this caller may ask for; null for all that their access allows.</summary>
    public IReadOnlyList<string>? Operations { get; init; }
}
