namespace HydraBot.ClaudeCode.Sessions;

/// <summary>What a session does. The numbers are stored: append only.</summary>
internal enum SessionState
{
    /// <summary>Waits for a person.</summary>
    Idle = 0,

    /// <summary>Is at work.</summary>
    Working = 1,

    /// <summary>Is over.</summary>
    Ended = 2,

    /// <summary>One of the house's own whose program does not run; a message wakes it.</summary>
    Asleep = 3,
}

/// <summary>A session of Claude Code.</summary>
/// <param name="Id">Claude Code's own id.</param>
/// <param name="Machine">Where it runs, by the key with which it reports.</param>
/// <param name="Folder">What it works in.</param>
/// <param name="Owned">True when the house runs it.</param>
/// <param name="State">What it does.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Thread">Its thread, once it has one.</param>
/// <param name="Model">The model, where it is known.</param>
/// <param name="StartedBy">Who began it.</param>
/// <param name="Cost">US dollars so far, as Claude Code counts them; the house's own alone.</param>
/// <param name="Turns">How often it answered.</param>
/// <param name="CreatedAt">When it was first heard of.</param>
/// <param name="SeenAt">When it was last heard of.</param>
internal sealed record ClaudeSession(
    string Id, string Machine, string Folder, bool Owned, SessionState State, string Title, string? Thread, string? Model, string StartedBy, double Cost, int Turns,
    DateTimeOffset CreatedAt, DateTimeOffset SeenAt)
{
    /// <summary>The last part of its folder, and where.</summary>
    public static string TitleOf(string folder, string machine) => $"{(Path.GetFileName(folder.TrimEnd('/', '\\')) is { Length: > 0 } name ? name : folder)} on {machine}";
}
