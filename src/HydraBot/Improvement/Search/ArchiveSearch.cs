using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Statistics;
using HydraBot.Improvement.Testing;
using HydraBot.Improvement.Tunables;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Search;

/// <summary>What a search came to.</summary>
/// <param name="Suite">What it looked to better.</param>
/// <param name="Tried">Variants measured.</param>
/// <param name="Held">Of them those that stood up for all at once.</param>
/// <param name="Proposal">The proposal that was made of the best, and tested afresh; null when none was good enough.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record SearchResult(string Suite, int Tried, int Held, Proposal? Proposal, string Why);

/// <summary>
/// The house's own search, which needs no model: variants of the archive's entries are raced against what is in force on open items, and the best of
/// those that hold for all at once is proposed and tested afresh on sealed ones.
/// </summary>
internal sealed class ArchiveSearch(
    ProposalDesk desk, ProposalTest test, TuningDesk tuning, Budget budget, ExperimentTurn turn, IOptions<ImprovementOptions> options)
{
    /// <summary>Pairs of a race; enough to see a large gain, few enough to try many.</summary>
    private const int RacePairs = 150;

    /// <summary>One number has no twenty values that are worth a race.</summary>
    private const int MostPerTunable = 8;

    /// <summary>Near misses that are kept in the archive to build on.</summary>
    private const int SteppingStones = 3;

    /// <summary>Searches for a better setting of the tunables of one kind that one suite is about.</summary>
    public async Task<SearchResult> RunAsync(
        Clearance clearance, IBenchmarkSuite suite, TunableGroup group, int candidates, int seed, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var now = tuning.Current;
        Tunable[] tunables = [.. now.Catalog.All.Where(tunable => tunable.Suite == suite.Name && tunable.Group == group)];
        if (tunables.Length == 0)
            return new SearchResult(suite.Name, 0, 0, null, "It has no tunables.");
        var known = await KnownAsync(now, tunables, cancellationToken);
        IReadOnlyList<Race> races;
        using (turn.Take([suite.Name]))
            races = await RaceAsync(clearance, suite, tunables, known, Math.Min(candidates, tunables.Length * MostPerTunable), new Random(seed), progress, cancellationToken);

        var held = ManyTests.Hold([.. races.Select(race => race.Evidence)], options.Value.ErrorRate);
        foreach (var race in races.Where((race, place) => !held.Contains(place) && race.Difference > 0).OrderByDescending(race => race.Difference).Take(SteppingStones))
            await KeepAsync(clearance, race, suite, group, cancellationToken);
        if (held.Count == 0)
            return new SearchResult(suite.Name, races.Count, 0, null, Say($"None of {races.Count} variants is better than what is in force, beyond the luck of having tried so many."));
        var best = held.Select(place => races[place]).MaxBy(race => race.Difference)!;
        var proposal = await ProposeAsync(clearance, best, suite, group, cancellationToken);
        proposal = await desk.TestAsync(clearance, proposal, progress, cancellationToken);
        return new SearchResult(suite.Name, races.Count, held.Count, proposal, Say($"Proposal {proposal.Number}, the best of {races.Count}, is {proposal.State.ToString().ToLowerInvariant()}."));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<Race>> RaceAsync(
        Clearance clearance, IBenchmarkSuite suite, Tunable[] tunables, IReadOnlyList<Known> known, int candidates, Random random, IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var now = tuning.Current;
        var seen = known.Select(entry => entry.Snapshot.Hash).ToHashSet(StringComparer.Ordinal);
        var races = new List<Race>();
        for (var tries = 0; races.Count < candidates && tries < candidates * 10; tries++)
        {
            await budget.RequireAsync(cancellationToken);
            var parent = known[ParentChoice.Of(random, [.. known.Select(entry => (entry.Score, entry.Children))])];
            var variant = Mutation.Of(random, tunables, parent.Snapshot, known[random.Next(known.Count)].Snapshot);
            // What was tried before tells nothing new.
            if (!seen.Add(variant.Hash))
                continue;
            progress.Report(new OperationProgress(Say($"{suite.Name}: variant {races.Count + 1} of {candidates}")));
            var (comparison, cost) = await test.RaceAsync(clearance, suite, now, variant, RacePairs, cancellationToken);
            races.Add(new Race(variant, parent.Id, comparison, cost));
            parent.Children++;
        }

        return races;
    }

    /// <summary>What to build on: what is in force, how it was built, and whatever of the archive still fits.</summary>
    private async Task<IReadOnlyList<Known>> KnownAsync(TuningSnapshot now, Tunable[] tunables, CancellationToken cancellationToken)
    {
        var names = tunables.Select(tunable => tunable.Name).ToHashSet(StringComparer.Ordinal);
        var built = now.With(now.Version, tunables.ToDictionary(tunable => tunable.Name, tunable => tunable.Default));
        var known = new List<Known> { new(now, null, 0.5), new(built, null, 0.5) };
        var archive = await desk.Store.ListAsync(null, 200, cancellationToken);
        foreach (var entry in archive.Where(entry => entry is { Kind: not ProposalKind.Code, Score: not null } && entry.Changes.EnumerateObject().All(change => names.Contains(change.Name))))
        {
            var problems = new List<string>();
            var values = now.Catalog.Read(entry.Changes, problems);
            if (problems.Count == 0)
                known.Add(new Known(now.With(now.Version, values), entry.Id, entry.Score!.Value) { Children = archive.Count(other => other.Parent == entry.Id) });
        }

        return known;
    }

    private async Task<Proposal> ProposeAsync(Clearance clearance, Race race, IBenchmarkSuite suite, TunableGroup group, CancellationToken cancellationToken)
    {
        var now = tuning.Current;
        var changes = now.Catalog.All.Where(tunable => race.Variant[tunable] != now[tunable]).ToDictionary(tunable => tunable.Name, tunable => race.Variant[tunable]);
        var title = $"{suite.Name}: {string.Join(", ", changes.Keys.Select(name => name[(name.LastIndexOf('.') + 1)..]).Take(3))}{(changes.Count > 3 ? " and more" : "")}";
        var draft = new ProposalDraft(
            (ProposalKind)group, title,
            Say($"Found by the house's own search: on {race.Comparison.Pairs} open items of {suite.Name} the mean score differs by {race.Difference:+0.000;-0.000;0.000} (evidence {race.Evidence:0.##})."),
            changes, null);
        return await desk.ProposeAsync(clearance, draft, race.Parent, race.Cost, cancellationToken);
    }

    private async Task KeepAsync(Clearance clearance, Race race, IBenchmarkSuite suite, TunableGroup group, CancellationToken cancellationToken) =>
        await desk.RejectAsync(clearance, await ProposeAsync(clearance, race, suite, group, cancellationToken), race.Comparison, "A near miss of a search, kept to build on.", cancellationToken);

    private sealed record Known(TuningSnapshot Snapshot, Guid? Id, double Score)
    {
        public int Children { get; set; }
    }

    private sealed record Race(TuningSnapshot Variant, Guid? Parent, Comparison Comparison, Cost Cost)
    {
        public double Evidence => Comparison.Value;

        public double Difference => Comparison.Difference;
    }
}
