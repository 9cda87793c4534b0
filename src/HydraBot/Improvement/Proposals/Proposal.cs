using System.ComponentModel;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Testing;

namespace HydraBot.Improvement.Proposals;

/// <summary>A change that somebody proposes, and what came of it: an entry of the archive.</summary>
internal sealed record Proposal
{
    public required Guid Id { get; init; }

    [Description("A short name: the n-th proposal of this house")]
    public required long Number { get; init; }

    public required ProposalKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    [Description("New values of tunables, by name; empty for a code patch")]
    public required JsonElement Changes { get; init; }

    [Description("A unified diff; null for anything but code")]
    public string? Patch { get; init; }

    [Description("The entry of the archive that it was made of")]
    public Guid? Parent { get; init; }

    public required CallerKind AuthorKind { get; init; }

    public required string Author { get; init; }

    public required ProposalState State { get; init; }

    [Description("Rises with every transition")]
    public required long Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    [Description("Mean of its suite when it was tested, from 0 to 1")]
    public double? Score { get; init; }

    public Evidence? Evidence { get; init; }

    public DateTimeOffset? DeployedAt { get; init; }

    [Description("The version of the tunables, or the commit, that it is in force as")]
    public string? DeployedAs { get; init; }

    [Description("What was in force before it, and is again after a rollback")]
    public string? Replaced { get; init; }

    public required Cost Cost { get; init; }

    /// <summary>True while it is in force.</summary>
    internal bool IsInForce => State is ProposalState.Deployed or ProposalState.Watched or ProposalState.Kept;
}

/// <summary>What finding out about something has cost.</summary>
/// <param name="Seconds">Of the clock.</param>
/// <param name="Tokens">That models read and wrote.</param>
/// <param name="Money">In the currency of the prices.</param>
/// <param name="GpuSeconds">In which models of one's own worked.</param>
internal sealed record Cost(double Seconds, long Tokens, double Money, double GpuSeconds = 0)
{
    public static Cost None { get; } = new(0, 0, 0);

    public Cost Plus(Cost other) => new(Seconds + other.Seconds, Tokens + other.Tokens, Money + other.Money, GpuSeconds + other.GpuSeconds);
}

/// <summary>A step of a proposal from one state to the next.</summary>
internal sealed record Transition(ProposalState? From, ProposalState To, DateTimeOffset At, string By, string Reason);
