using System.Text.Json;

namespace HydraBot.Governance.Operations;

/// <summary>A notice with a name: shown once and edited in place from then on, over restarts too.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Key">Its name, at most 100 characters: the same name is the same message.</param>
/// <param name="Card">How it stands now.</param>
public sealed record Notice(NoticeTopic Topic, string Key, Card Card)
{
    /// <summary>True when it stays on top of its channel.</summary>
    public bool Pinned { get; init; }

    /// <summary>True when it is said anew, in a message of its own that takes the place of the one before: an edit rings nowhere.</summary>
    public bool Again { get; init; }

    /// <summary>
    /// What a reaction below it asks for, by emoji; the first is offered. Whoever presses it is the caller, and the request goes down
    /// the road like any other.
    /// </summary>
    public IReadOnlyDictionary<string, NoticeAnswer> Answers { get; init; } = new Dictionary<string, NoticeAnswer>();
}

/// <summary>What a reaction asks for.</summary>
/// <param name="Operation">Dotted name.</param>
/// <param name="Arguments">A JSON object.</param>
public sealed record NoticeAnswer(string Operation, JsonElement Arguments);
