using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Statistics;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>Measuring the house, and how it was before.</summary>
internal sealed class BenchmarkOperations(BenchmarkRunner runner, BenchmarkStore store, Budget budget, ITuning tuning)
{
    [Operation("benchmark.run", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 7200, Toolset = "improvement")]
    [Description("Measures what the house can do: memory recall, tasks, latency, tools, recovery, cost")]
    public async Task<OperationResult<BenchmarkReport>> RunAsync(
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("Only these suites; all where it is left out")] IReadOnlyList<string>? suites = null,
        [Description("Items of each suite"), Range(1, 5000)] int? items = null,
        [Description("The sealed part: other items each time, of which only the sums are shown")] bool sealedPart = false,
        CancellationToken cancellationToken = default)
    {
        await budget.RequireAsync(cancellationToken);
        var wanted = suites is { Count: > 0 } ? suites.Distinct().Select(runner.Find).ToArray() : runner.Suites;
        var runs = await runner.RunAsync(clearance, wanted, sealedPart ? BenchmarkPart.Sealed : BenchmarkPart.Open, items, tuning.Current, progress, cancellationToken);
        var report = new BenchmarkReport(runs, await store.BaselinesAsync(cancellationToken));
        var history = runs.Count == 1 ? await store.HistoryAsync(runs[0].Suite, runs[0].Part, 50, cancellationToken) : await store.HistoryAsync(null, BenchmarkPart.Open, 200, cancellationToken);
        return OperationResult.Of(report, BenchmarkCard.Of("Measured", report, history));
    }

    [Operation("benchmark.history")]
    [Description("Shows what was measured before, as a chart")]
    public async Task<OperationResult<BenchmarkReport>> HistoryAsync(
        [Description("One suite; all where it is left out"), Suggest<SuiteNames>] string? suite = null, [Description("How many runs"), Range(1, 500)] int limit = 50,
        CancellationToken cancellationToken = default)
    {
        if (suite is not null)
            runner.Find(suite);
        var history = await store.HistoryAsync(suite, BenchmarkPart.Open, limit, cancellationToken);
        var title = history.Count == 0 ? "History" : string.Create(CultureInfo.InvariantCulture, $"History: {history.Count} runs, the newest of each suite");
        var report = new BenchmarkReport(history, await store.BaselinesAsync(cancellationToken));
        return OperationResult.Of(report, BenchmarkCard.Of(title, new BenchmarkReport([.. history.DistinctBy(run => run.Suite)], report.Baselines), history));
    }

    [Operation("benchmark.baseline")]
    [Description("Shows the baseline that newer runs are held against")]
    public async Task<OperationResult<BaselineReport>> BaselineAsync(CancellationToken cancellationToken = default)
    {
        var baselines = await store.BaselinesAsync(cancellationToken);
        return OperationResult.Of(new BaselineReport(baselines), BenchmarkCard.Of("Baseline", new BenchmarkReport(baselines, []), []));
    }

    [Operation("benchmark.set_baseline", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Makes a run the baseline of its suite")]
    public async Task<OperationResult<BaselineReport>> SetBaselineAsync([Description("The run's id")] Guid run, Clearance clearance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var found = await store.FindAsync(run, cancellationToken) ?? throw OperationException.WrongArgument($"There is no run {run}.");
        if (found is not { Part: BenchmarkPart.Open, Result.Skipped: null })
            throw new OperationException("A baseline is a run of the open part that measured something.");
        await store.SetBaselineAsync(found, cancellationToken);
        return await BaselineAsync(cancellationToken);
    }

    [Operation("benchmark.compare")]
    [Description("Compares two runs of a suite item by item; the newest against the baseline where they are left out")]
    public async Task<OperationResult<RunComparison>> CompareAsync(
        [Description("The suite"), Suggest<SuiteNames>] string suite, [Description("The older run's id")] Guid? before = null, [Description("The newer run's id")] Guid? after = null,
        CancellationToken cancellationToken = default)
    {
        var name = runner.Find(suite).Name;
        var history = await store.HistoryAsync(name, BenchmarkPart.Open, 50, cancellationToken);
        var young = after is { } newer ? await store.FindAsync(newer, cancellationToken) : history.FirstOrDefault(run => run.Result.Skipped is null);
        var old = before is { } older ? await store.FindAsync(older, cancellationToken)
            : (await store.BaselinesAsync(cancellationToken)).FirstOrDefault(run => run.Suite == name);
        if (old is null || young is null)
            throw new OperationException($"There is nothing to compare: of '{name}' {(young is null ? "no run" : "no baseline")} is known. benchmark.run measures it.");
        if (old.Suite != name || young.Suite != name)
            throw new OperationException($"Both runs are of '{name}'; these are of '{old.Suite}' and '{young.Suite}'.");
        var comparison = RunComparison.Of(old, young);
        return OperationResult.Of(comparison, BenchmarkCard.Of(comparison, history));
    }
}

/// <summary>What was measured, beside the baselines.</summary>
internal sealed record BenchmarkReport(IReadOnlyList<BenchmarkRun> Runs, IReadOnlyList<BenchmarkRun> Baselines);

/// <summary>The run of each suite that newer ones are held against.</summary>
internal sealed record BaselineReport(IReadOnlyList<BenchmarkRun> Suites);

/// <summary>Two runs of a suite, on the items that both measured.</summary>
internal sealed record RunComparison(BenchmarkRun Before, BenchmarkRun After, int Pairs, double Difference, Interval Interval, string Verdict)
{
    public static RunComparison Of(BenchmarkRun before, BenchmarkRun after)
    {
        double[] differences = [.. after.Result.Scores.Where(pair => before.Result.Scores.ContainsKey(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value - before.Result.Scores[pair.Key])];
        if (differences.Length == 0)
            return new RunComparison(before, after, 0, 0, default, "They have no items in common.");
        var interval = Bootstrap.Of(differences, Bootstrap.Mean);
        return new RunComparison(before, after, differences.Length, Math.Round(differences.Average(), 4), interval, interval switch
        {
            { Low: > 0 } => "The newer one is better.",
            { High: < 0 } => "The newer one is worse.",
            _ => "No difference is shown.",
        });
    }
}
