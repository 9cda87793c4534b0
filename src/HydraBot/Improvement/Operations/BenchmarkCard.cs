using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks;

namespace HydraBot.Improvement.Operations;

/// <summary>Runs as people see them: a line a suite, and their trend as a chart.</summary>
internal static class BenchmarkCard
{
    public static Card Of(string title, BenchmarkReport report, IReadOnlyList<BenchmarkRun> history) => new()
    {
        Title = report.Runs.Count == 0 ? $"{title}: nothing yet" : title,
        Severity = report.Runs.Any(run => run.Result.Skipped is null) ? CardSeverity.Good : CardSeverity.Neutral,
        Fields = [.. report.Runs.Select(run => new CardField(run.Suite, Line(run, report.Baselines.FirstOrDefault(one => one.Suite == run.Suite))))],
        Picture = Trend(history),
        Footer = report.Runs.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{report.Runs[0].Product}, tunables {report.Runs[0].Tuning} ({report.Runs[0].Hash}), {report.Runs[0].Machine}"),
        Spoken = string.Join(' ', report.Runs.Where(run => run.Result.Skipped is null).Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Suite} {run.Result.Score * 100:0} percent."))),
    };

    public static Card Of(RunComparison comparison, IReadOnlyList<BenchmarkRun> history) => new()
    {
        Title = string.Create(CultureInfo.InvariantCulture, $"{comparison.After.Suite}: {comparison.Verdict}"),
        Severity = comparison.Interval.High < 0 ? CardSeverity.Bad : comparison.Interval.Low > 0 ? CardSeverity.Good : CardSeverity.Neutral,
        Fields =
        [
            new("Before", Line(comparison.Before, null), Inline: true), new("After", Line(comparison.After, null), Inline: true),
            new("Difference", string.Create(CultureInfo.InvariantCulture, $"{comparison.Difference:+0.000;-0.000;0.000} over {comparison.Pairs} items, 95 %: {comparison.Interval.Low:0.000} to {comparison.Interval.High:0.000}")),
        ],
        Picture = Trend(history),
    };

    /// <summary>Names of environment variables hold underscores, which Discord would underline.</summary>
    public static string Plain(string text) => text.Replace("_", "\\_", StringComparison.Ordinal);

    private static CardFile? Trend(IReadOnlyList<BenchmarkRun> history) =>
        history.Count(run => run.Result.Skipped is null) < 2 ? null : new CardFile("trend.png", "image/png", TrendChart.Draw(history));

    private static string Line(BenchmarkRun run, BenchmarkRun? baseline)
    {
        var result = run.Result;
        if (result.Skipped is { } why)
            return $"Not measured: {Plain(why)}";
        var against = baseline is null || baseline.Id == run.Id ? "" : string.Create(CultureInfo.InvariantCulture, $", baseline {baseline.Result.Score:0.000}");
        var value = result.Figures.TryGetValue("p50", out var half) ? string.Create(CultureInfo.InvariantCulture, $"\np50 {half:0.##}, p95 {result.Figures["p95"]:0.##}, p99 {result.Figures["p99"]:0.##} {result.Unit}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"**{result.Score:0.000}** ({result.Interval.Low:0.000} to {result.Interval.High:0.000}) over {result.Items} items{against}{value}");
    }
}
