using System.Globalization;
using System.Runtime.InteropServices;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Improvement.Benchmarks;

/// <summary>Runs suites and stores what they measured.</summary>
internal sealed class BenchmarkRunner(IEnumerable<IBenchmarkSuite> suites, BenchmarkStore store, SealedKey sealedKey, Budget budget, TimeProvider time)
{
    /// <summary>Open items are the same in every house.</summary>
    public const int OpenSeed = 20_260_101;

    private const int MostNotes = 10;

    public IReadOnlyList<IBenchmarkSuite> Suites { get; } = [.. suites];

    public IBenchmarkSuite Find(string name) => Suites.FirstOrDefault(suite => suite.Name == name)
        ?? throw OperationException.WrongArgument($"There is no suite '{name}'; there are {string.Join(", ", Suites.Select(suite => suite.Name))}.");

    /// <summary>Measures suites one after the other; what cannot be measured is told with its reason.</summary>
    public async Task<IReadOnlyList<BenchmarkRun>> RunAsync(
        Clearance clearance, IReadOnlyList<IBenchmarkSuite> wanted, BenchmarkPart part, int? items, TuningSnapshot tuned, IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var runs = new List<BenchmarkRun>();
        foreach (var suite in wanted)
        {
            progress.Report(new OperationProgress($"{suite.Name}: {suite.Title}"));
            var id = Guid.CreateVersion7(time.GetUtcNow());
            var source = part == BenchmarkPart.Open ? new ItemSource(part, OpenSeed) : sealedKey.SourceFor($"run {id:N}");
            var run = new BenchmarkRun
            {
                Id = id,
                Suite = suite.Name,
                Part = part,
                At = time.GetUtcNow(),
                Product = HouseVersion.Current,
                Tuning = tuned.Version,
                Hash = tuned.Hash,
                Seed = part == BenchmarkPart.Open ? source.Seed : 0,
                Machine = Machine,
                Result = await MeasureAsync(suite, source, items ?? suite.Standard, tuned, clearance, cancellationToken),
            };
            await store.AddAsync(run, cancellationToken);
            runs.Add(run);
        }

        return runs;
    }

    private static string Machine { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}, {Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.OSDescription}");

    private async Task<BenchmarkResult> MeasureAsync(
        IBenchmarkSuite suite, ItemSource source, int count, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        if (await suite.MissingAsync(cancellationToken) is { } missing)
            return new BenchmarkResult { Skipped = missing, Unit = suite.Unit };
        await using var meter = await budget.BeginAsync($"benchmark {suite.Name}", cancellationToken);
        var measured = new List<(BenchmarkItem Item, Measurement Measurement)>();
        foreach (var item in await suite.ItemsAsync(source, count, cancellationToken))
        {
            meter.Require();
            var measurement = await suite.MeasureAsync(item, tuned, clearance, cancellationToken);
            meter.Add(measurement.Cost);
            measured.Add((item, measurement));
        }

        if (measured.Count == 0)
            return new BenchmarkResult { Skipped = "It has no items here.", Unit = suite.Unit };

        double[] scores = [.. measured.Select(one => one.Measurement.Score)];
        var open = source.Part == BenchmarkPart.Open;
        return new BenchmarkResult
        {
            Items = scores.Length,
            Score = scores.Average(),
            Interval = Bootstrap.Of(scores, Bootstrap.Mean, seed: source.Seed),
            Unit = suite.Unit,
            Figures = Figures([.. measured.Select(one => one.Measurement)]),
            Scores = open ? measured.GroupBy(one => one.Item.Id).ToDictionary(group => group.Key, group => Math.Round(group.Average(one => one.Measurement.Score), 4)) : new Dictionary<string, double>(),
            Notes = open ? [.. measured.Where(one => one.Measurement.Note is not null).Take(MostNotes).Select(one => $"{one.Item.Id}: {one.Measurement.Note}")] : [],
            Cost = meter.Spent,
        };
    }

    private static Dictionary<string, double> Figures(IReadOnlyList<Measurement> measured)
    {
        var figures = Of("", [.. measured.Select(one => one.Value)]).ToDictionary();
        foreach (var part in measured.SelectMany(one => one.Parts.Keys).Distinct())
        {
            foreach (var (name, value) in Of($"{part} ", [.. measured.Where(one => one.Parts.ContainsKey(part)).Select(one => one.Parts[part])]))
                figures[name] = value;
        }

        return figures;
    }

    private static IEnumerable<KeyValuePair<string, double>> Of(string prefix, double[] values)
    {
        Array.Sort(values);
        yield return new($"{prefix}mean", Math.Round(values.Average(), 4));
        yield return new($"{prefix}p50", Math.Round(Bootstrap.Quantile(values, 0.5), 4));
        yield return new($"{prefix}p95", Math.Round(Bootstrap.Quantile(values, 0.95), 4));
        yield return new($"{prefix}p99", Math.Round(Bootstrap.Quantile(values, 0.99), 4));
    }
}
