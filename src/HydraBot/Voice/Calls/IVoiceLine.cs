using HydraBot.Governance;

namespace HydraBot.Voice.Calls;

/// <summary>How the house gets into voice channels; a door provides it.</summary>
internal interface IVoiceLine
{
    /// <summary>Joins a channel, by name or id, or the one that the caller is in, and tells its members that it listens.</summary>
    /// <exception cref="Governance.Operations.OperationException">It cannot; the message says why.</exception>
    Task<IVoiceCall> JoinAsync(Clearance clearance, string? channel, CancellationToken cancellationToken);

    /// <summary>The names of the voice channels.</summary>
    IReadOnlyList<string> Channels();
}
