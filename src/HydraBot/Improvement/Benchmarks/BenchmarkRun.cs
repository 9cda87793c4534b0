using System.ComponentModel;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Improvement.Benchmarks;

/// <summary>One run of one suite, as it is stored.</summary>
internal sealed record BenchmarkRun
{
    public required Guid Id { get; init; }

    public required string Suite { get; init; }

    public required BenchmarkPart Part { get; init; }

    public required DateTimeOffset At { get; init; }

    [Description("The version of HydraBot")]
    public required string Product { get; init; }

    [Description("The version of the tunables")]
    public required long Tuning { get; init; }

    [Description("Hash of all tunables' values")]
    public required string Hash { get; init; }

    public required long Seed { get; init; }

    public required string Machine { get; init; }

    public required BenchmarkResult Result { get; init; }
}

/// <summary>What was measured.</summary>
internal sealed record BenchmarkResult
{
    [Description("Why it could not be measured; null when it could")]
    public string? Skipped { get; init; }

    [Description("Items measured")]
    public int Items { get; init; }

    [Description("Mean score from 0 to 1")]
    public double Score { get; init; }

    [Description("Bootstrap interval of the mean score at 95 %")]
    public Interval Interval { get; init; }

    public string Unit { get; init; } = "";

    [Description("Figures in the suite's unit: p50, p95, p99, mean, and parts by name")]
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    [Description("Each item's score; of sealed items none is shown")]
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    [Description("What was seen where something failed; of sealed items nothing is shown")]
    public IReadOnlyList<string> Notes { get; init; } = [];

    public Cost Cost { get; init; } = Cost.None;
}
