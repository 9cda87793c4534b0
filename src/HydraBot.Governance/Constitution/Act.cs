using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;

namespace HydraBot.Governance.Constitution;

/// <summary>What is judged: an operation with its arguments, and whose hand is on it.</summary>
/// <param name="Operation">Dotted name.</param>
/// <param name="Effect">What it does to the world.</param>
/// <param name="Caller">Whose hand.</param>
/// <param name="Arguments">A JSON object.</param>
public sealed record Act(string Operation, OperationEffect Effect, CallerKind Caller, JsonElement Arguments)
{
    /// <summary>What its text was understood to do.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Who looks for backups; nobody means that there are none.</summary>
    public IBackupEvidence? Backups { get; init; }

    /// <summary>When it is judged.</summary>
    public DateTimeOffset At { get; init; }
}
