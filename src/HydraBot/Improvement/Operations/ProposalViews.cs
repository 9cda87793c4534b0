using System.ComponentModel;
using System.Text.Json;
using HydraBot.Improvement.Proposals;

namespace HydraBot.Improvement.Operations;

/// <summary>A proposal in a line, for lists and for the archive's tree.</summary>
internal sealed record ProposalLine(
    Guid Id, long Number, ProposalKind Kind, string Title, ProposalState State, Guid? Parent, double? Score, string Author, DateTimeOffset CreatedAt, Cost Cost)
{
    [Description("The evidence (e-value) of the last part that it was tested on; the threshold is one over the error rate")]
    public double? Evidence { get; init; }

    public static ProposalLine Of(Proposal proposal) => new(
        proposal.Id, proposal.Number, proposal.Kind, proposal.Title, proposal.State, proposal.Parent, proposal.Score, proposal.Author, proposal.CreatedAt, proposal.Cost)
    {
        Evidence = (proposal.Evidence?.Sealed is { Count: > 0 } judged ? judged : proposal.Evidence?.Open)?.Select(one => (double?)one.Value).Min(),
    };
}

/// <summary>Proposals, the newest first.</summary>
internal sealed record ProposalList(IReadOnlyList<ProposalLine> Proposals);

/// <summary>The archive: every variant that was ever tried, each with the one that it was made of.</summary>
internal sealed record ArchiveView(int Total, [property: Description("Those in force now")] IReadOnlyList<Guid> InForce, IReadOnlyList<ProposalLine> Entries);

/// <summary>A proposal with all that is known about it.</summary>
internal sealed record ProposalView(Proposal Proposal, IReadOnlyList<Transition> Transitions, [property: Description("The same for people, in Markdown")] string Page);

/// <summary>Why something was kept, or was not.</summary>
internal sealed record Explanation(Guid Id, long Number, ProposalState State, IReadOnlyList<string> Why);

/// <summary>A tunable and what it is now.</summary>
internal sealed record TunableView(string Name, string Kind, string Title, string Suite, string Allowed, JsonElement Value, JsonElement Standard);

/// <summary>How the house's work on itself stands.</summary>
internal sealed record ImprovementStatus
{
    [Description("Why nothing may be tried now; null when it may")]
    public string? Paused { get; init; }

    public required bool Quiet { get; init; }

    [Description("The version of the tunables in force")]
    public required long Tuning { get; init; }

    public required string Hash { get; init; }

    public required IReadOnlyDictionary<string, int> Proposals { get; init; }

    [Description("In force and under watch")]
    public required IReadOnlyList<ProposalLine> Watched { get; init; }

    [Description("What was spent in the last 24 hours, and what may be")]
    public required Cost Spent { get; init; }

    public required Cost Limits { get; init; }

    public required IReadOnlyList<SuiteView> Suites { get; init; }

    public required IReadOnlyList<TunableView> Tunables { get; init; }
}

/// <summary>A suite of benchmarks.</summary>
internal sealed record SuiteView(string Name, string Title, [property: Description("Why it cannot be measured now; null when it can")] string? Missing);
