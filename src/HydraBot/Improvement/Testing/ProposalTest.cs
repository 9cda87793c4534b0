using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Testing;

/// <summary>What a test of two variants found.</summary>
/// <param name="Evidence">With its numbers.</param>
/// <param name="Better">On the open part.</param>
/// <param name="Valid">On sealed items too, and no worse elsewhere.</param>
/// <param name="Score">Mean score of the new variant on the open part.</param>
/// <param name="Cost">Of the test.</param>
internal sealed record TestOutcome(Evidence Evidence, bool Better, bool Valid, double Score, Cost Cost);

/// <summary>
/// Holds a variant against what is in force: first on the open part of the suites that it is about, then afresh on sealed items, then on every
/// other suite, where no worse is enough. Each comparison is item by item and ends as soon as it is clear.
/// </summary>
internal sealed class ProposalTest(BenchmarkRunner runner, SealedKey sealedKey, Budget budget, IOptions<ImprovementOptions> options)
{
    /// <summary>Pairs at which a guard that shows no harm is believed.</summary>
    private const int GuardPairs = 60;

    /// <summary>The share of items on which two variants differ, as the plan supposes.</summary>
    private const double SupposedDiscordance = 0.25;

    /// <summary>The whole test.</summary>
    /// <param name="clearance">Under which it runs.</param>
    /// <param name="before">What is in force.</param>
    /// <param name="after">The variant.</param>
    /// <param name="purpose">By what its sealed items are told from all others.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationException">It cannot be tested here, or the budget is used up.</exception>
    public async Task<TestOutcome> RunAsync(
        Clearance clearance, TuningSnapshot before, TuningSnapshot after, string purpose, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        await using var meter = await budget.BeginAsync($"test {purpose}", cancellationToken);
        var about = await SuitesAsync(before, after, cancellationToken);
        var evidence = new Evidence { Plan = SamplePlan.Of(Plan(options.Value.MostPairs), Math.Max(options.Value.MinimumEffect, 0.1), SupposedDiscordance) };
        evidence = evidence with { Open = await CompareAsync(clearance, about, Open, before, after, "open", progress, meter, cancellationToken) };
        var better = evidence.Open.Any(one => one.Verdict == SequentialVerdict.Better) && evidence.Open.All(one => one.Verdict != SequentialVerdict.Harmful);
        if (better)
        {
            // A test of its own: what looked best on open items is believed only where it could not have been chosen for its luck.
            var won = about.Where(suite => evidence.Open.Any(one => one.Suite == suite.Name && one.Verdict == SequentialVerdict.Better)).ToArray();
            evidence = evidence with { Sealed = await CompareAsync(clearance, won, _ => sealedKey.SourceFor(purpose), before, after, "sealed", progress, meter, cancellationToken) };
            evidence = evidence with { Gaming = evidence.Sealed.Any(one => one.Verdict != SequentialVerdict.Better) };
        }

        if (better && !evidence.Gaming)
        {
            var others = runner.Suites.Where(suite => suite.IsGuard && !about.Contains(suite)).ToArray();
            evidence = evidence with { Guards = await GuardAsync(clearance, others, before, after, progress, meter, cancellationToken) };
        }

        var valid = better && !evidence.Gaming && evidence.Guards.All(Harmless);
        return new TestOutcome(evidence with { Reasons = [.. Reasons(evidence, better)] }, better, valid, evidence.Open.Select(one => one.After).DefaultIfEmpty().Average(), meter.Spent);
    }

    /// <summary>A short comparison on open items, to see whether a variant is worth a proposal.</summary>
    public async Task<(Comparison Comparison, Cost Cost)> RaceAsync(
        Clearance clearance, IBenchmarkSuite suite, TuningSnapshot before, TuningSnapshot after, int pairs, CancellationToken cancellationToken)
    {
        await using var meter = await budget.BeginAsync($"race {suite.Name}", cancellationToken);
        // Races of many have to stand up for all of them: evidence is gathered to the end, not only as far as one alone would need.
        var plan = Plan(Math.Min(Math.Min(pairs, suite.Standard * 2), options.Value.MostPairs)) with { ErrorRate = options.Value.ErrorRate / 200, HarmErrorRate = options.Value.ErrorRate };
        var comparison = await CompareAsync(clearance, suite, Open(suite), plan, before, after, meter, cancellationToken);
        return (comparison, meter.Spent);
    }

    private static ItemSource Open(IBenchmarkSuite suite) => new(BenchmarkPart.Open, BenchmarkRunner.OpenSeed);

    private SequentialPlan Plan(int most) => new(options.Value.ErrorRate, options.Value.MinimumEffect, options.Value.HarmMargin, most);

    /// <summary>Those that the changed tunables name.</summary>
    private async Task<IReadOnlyList<IBenchmarkSuite>> SuitesAsync(TuningSnapshot before, TuningSnapshot after, CancellationToken cancellationToken)
    {
        var changed = after.Catalog.All.Where(tunable => before[tunable] != after[tunable]).ToArray();
        if (changed.Length == 0)
            throw new OperationException("It changes nothing: every value is as it is now in force.");
        var suites = new List<IBenchmarkSuite>();
        foreach (var suite in changed.Select(tunable => runner.Find(tunable.Suite)).Distinct())
        {
            if (await suite.MissingAsync(cancellationToken) is { } missing)
                throw new OperationException($"It cannot be tested here: the suite '{suite.Name}' cannot run. {missing}");
            suites.Add(suite);
        }

        return suites;
    }

    private async Task<IReadOnlyList<Comparison>> CompareAsync(
        Clearance clearance, IReadOnlyList<IBenchmarkSuite> suites, Func<IBenchmarkSuite, ItemSource> source, TuningSnapshot before, TuningSnapshot after, string stage,
        IProgress<OperationProgress> progress, SpendingMeter meter, CancellationToken cancellationToken)
    {
        var comparisons = new List<Comparison>();
        foreach (var suite in suites)
        {
            if (stage == "guard" && await suite.MissingAsync(cancellationToken) is not null)
                continue;
            progress.Report(new OperationProgress($"{suite.Name}, {stage} items"));
            comparisons.Add(await CompareAsync(clearance, suite, source(suite), Plan(stage == "guard" ? Math.Min(GuardPairs, suite.Standard) : Math.Min(options.Value.MostPairs, suite.Standard * 10)), before, after, meter, cancellationToken));
        }

        return comparisons;
    }

    /// <summary>A guard that lost ground without proof of harm is heard once more, on other items: a hiccup of the machine does not come twice, harm does.</summary>
    private async Task<IReadOnlyList<Comparison>> GuardAsync(
        Clearance clearance, IReadOnlyList<IBenchmarkSuite> suites, TuningSnapshot before, TuningSnapshot after, IProgress<OperationProgress> progress, SpendingMeter meter, CancellationToken cancellationToken)
    {
        var guards = await CompareAsync(clearance, suites, Open, before, after, "guard", progress, meter, cancellationToken);
        var doubtful = suites.Where(suite => guards.Any(one => one.Suite == suite.Name && one.Verdict == SequentialVerdict.NotShown && !Harmless(one))).ToArray();
        var again = await CompareAsync(clearance, doubtful, suite => Open(suite) with { Seed = BenchmarkRunner.OpenSeed + 1 }, before, after, "guard", progress, meter, cancellationToken);
        return [.. guards.Select(one => again.FirstOrDefault(second => second.Suite == one.Suite) ?? one)];
    }

    private static async Task<Comparison> CompareAsync(
        Clearance clearance, IBenchmarkSuite suite, ItemSource source, SequentialPlan plan, TuningSnapshot before, TuningSnapshot after, SpendingMeter meter, CancellationToken cancellationToken)
    {
        var test = new SequentialTest(plan);
        var (old, young) = (0.0, 0.0);
        foreach (var item in await suite.ItemsAsync(source, plan.Most, cancellationToken))
        {
            // A test of many pairs must not outlive the budget that it began with.
            meter.Require();
            var (first, second) = (await suite.MeasureAsync(item, before, clearance, cancellationToken), await suite.MeasureAsync(item, after, clearance, cancellationToken));
            (old, young) = (old + first.Score, young + second.Score);
            meter.Add(first.Cost.Plus(second.Cost));
            if (test.Add(suite.Difference(first, second)) != SequentialVerdict.Open)
                break;
        }

        return new Comparison(
            suite.Name, test.Count, Math.Round(old / Math.Max(1, test.Count), 4), Math.Round(young / Math.Max(1, test.Count), 4), Math.Round(test.Mean, 4), test.Interval(),
            Math.Round(Math.Min(test.Evidence.Better, 1e12), 3), test.Verdict == SequentialVerdict.Open ? SequentialVerdict.NotShown : test.Verdict);
    }

    /// <summary>Harm need not be proven: a guard whose mean falls by more than the margin is enough to say no.</summary>
    private bool Harmless(Comparison guard) => guard.Verdict != SequentialVerdict.Harmful && guard.Difference >= -options.Value.HarmMargin;

    private IEnumerable<string> Reasons(Evidence evidence, bool better)
    {
        foreach (var one in evidence.Open)
            yield return Say($"On open items of {one.Suite} the mean score went from {one.Before:0.000} to {one.After:0.000} over {one.Pairs} pairs (evidence {one.Value:0.##}, needed {1 / options.Value.ErrorRate:0.##}): {Words(one)}.");
        if (!better)
            yield break;
        foreach (var one in evidence.Sealed)
            yield return Say($"On sealed items of {one.Suite} it went from {one.Before:0.000} to {one.After:0.000} over {one.Pairs} pairs (evidence {one.Value:0.##}): {Words(one)}.");
        if (evidence.Gaming)
            yield return "It is better where everybody can look and not where nobody can: it fits the open items, not the work.";
        foreach (var one in evidence.Guards)
            yield return Say($"On {one.Suite} the mean score differs by {one.Difference:+0.000;-0.000;0.000} over {one.Pairs} pairs; allowed is down to -{options.Value.HarmMargin:0.000}.");
    }

    private string Words(Comparison one) => one.Verdict switch
    {
        SequentialVerdict.Better => "better",
        SequentialVerdict.Harmful => Say($"worse by more than {options.Value.HarmMargin}"),
        _ => "not shown to be better",
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
