using System.ComponentModel;
using HydraBot.Improvement.Experiments;
using HydraBot.Improvement.Statistics;
using HydraBot.Improvement.Testing;

namespace HydraBot.Improvement.Operations;

/// <summary>What an experiment on requests would look at and could find, said before it begins.</summary>
internal sealed record ExperimentPlan
{
    public required Guid Proposal { get; init; }

    public required long Number { get; init; }

    [Description("By which the variant has to be better")]
    public required string Metric { get; init; }

    public required string Title { get; init; }

    public required bool LowerIsBetter { get; init; }

    [Description("Each request tells 0 or 1")]
    public required bool IsRate { get; init; }

    [Description("What must not get worse meanwhile; what does ends it")]
    public required IReadOnlyList<string> Guardrails { get; init; }

    [Description("The share of requests that get the variant")]
    public required double Share { get; init; }

    [Description("The chance that something no better is taken, however often is looked")]
    public required double ErrorRate { get; init; }

    [Description("A smaller gain is not taken, even when it is real")]
    public required double MinimumEffect { get; init; }

    [Description("The chance that true effects are found, and the pairs that it takes, beside a test that is looked at once")]
    public required IReadOnlyList<SamplePlan> Power { get; init; }

    [Description("Requests that the pairs of each of them take at this share")]
    public required IReadOnlyList<int> Requests { get; init; }
}

/// <summary>An experiment on requests.</summary>
internal sealed record ExperimentView(Guid Proposal, string Metric, double Share, Comparison Now, IReadOnlyList<GuardrailState> Guardrails, string? End, ExperimentPlan? Plan);
