using System.ComponentModel;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Improvement.Testing;

/// <summary>What is known about a proposal, with numbers.</summary>
internal sealed record Evidence
{
    [Description("What the test could find, said before it began")]
    public SamplePlan? Plan { get; init; }

    [Description("On the open part of each suite that the change is about")]
    public IReadOnlyList<Comparison> Open { get; init; } = [];

    [Description("Tested afresh on sealed items that nobody had seen")]
    public IReadOnlyList<Comparison> Sealed { get; init; } = [];

    [Description("On every other suite: no worse is enough")]
    public IReadOnlyList<Comparison> Guards { get; init; } = [];

    [Description("On real requests, a share of which got it")]
    public IReadOnlyList<Comparison> Traffic { get; init; } = [];

    [Description("Better where everybody could look and not where nobody could")]
    public bool Gaming { get; init; }

    [Description("Sentences: why it was taken or not")]
    public IReadOnlyList<string> Reasons { get; init; } = [];

    [Description("How long the rehearsed way back took, in milliseconds")]
    public double? RollbackRehearsedMs { get; init; }

    [Description("What a code patch's build and tests said")]
    public CodeReport? Code { get; init; }
}

/// <summary>The new variant against the old one, item by item.</summary>
/// <param name="Suite">Which suite of benchmarks.</param>
/// <param name="Pairs">How many items both were measured on.</param>
/// <param name="Before">Mean score of what was in force.</param>
/// <param name="After">Mean score of the proposal.</param>
/// <param name="Difference">Mean difference; above 0 is better.</param>
/// <param name="Interval">Where it lies, valid at every look.</param>
/// <param name="Value">The evidence (e-value) that it is better; the threshold is one over the error rate.</param>
/// <param name="Verdict">How the test ended.</param>
internal sealed record Comparison(
    string Suite, int Pairs, double Before, double After, double Difference, Interval Interval, double Value, SequentialVerdict Verdict);

/// <summary>What a code patch did outside the running house.</summary>
/// <param name="Branch">Its own branch.</param>
/// <param name="Base">The commit that it was made on.</param>
/// <param name="Commit">The commit that it became.</param>
/// <param name="Files">The files that it touches.</param>
/// <param name="Passed">Whether it was built and all tests passed.</param>
/// <param name="Output">The end of what build and tests wrote.</param>
internal sealed record CodeReport(string Branch, string Base, string? Commit, IReadOnlyList<string> Files, bool Passed, string Output);
