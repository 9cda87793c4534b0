using System.Globalization;
using HydraBot.Hosting.Morning;

namespace HydraBot.Improvement.Benchmarks;

/// <summary>What was measured, beside the baseline. What is clearly worse needs a person.</summary>
internal sealed class BenchmarkBriefing(BenchmarkStore store) : IBriefingSource
{
    private const int Most = 100;

    public string Heading => "Benchmarks";

    public int Order => 40;

    public async Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var baselines = (await store.BaselinesAsync(cancellationToken)).ToDictionary(run => run.Suite, StringComparer.Ordinal);
        var newest = (await store.HistoryAsync(suite: null, BenchmarkPart.Open, Most, cancellationToken))
            .Where(run => run.At >= since && run.Result.Skipped is null).DistinctBy(run => run.Suite).Select(run => (Run: run, Baseline: baselines.GetValueOrDefault(run.Suite))).ToArray();
        return new BriefingLines(
            [.. newest.Where(pair => !IsWorse(pair.Run, pair.Baseline)).Select(pair => Line(pair.Run, pair.Baseline))],
            [.. newest.Where(pair => IsWorse(pair.Run, pair.Baseline)).Select(pair => $"Worse than before: {Line(pair.Run, pair.Baseline)}")]);
    }

    /// <summary>Its whole interval lies below the baseline's score.</summary>
    private static bool IsWorse(BenchmarkRun run, BenchmarkRun? baseline) => baseline is not null && baseline.Id != run.Id && run.Result.Interval.High < baseline.Result.Score;

    private static string Line(BenchmarkRun run, BenchmarkRun? baseline) => baseline is null || baseline.Id == run.Id
        ? string.Create(CultureInfo.InvariantCulture, $"`{run.Suite}`: {run.Result.Score:0.000}")
        : string.Create(CultureInfo.InvariantCulture, $"`{run.Suite}`: {run.Result.Score:0.000} ({run.Result.Score - baseline.Result.Score:+0.000;-0.000;0.000} to the baseline)");
}
