using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Experiments;
using HydraBot.Improvement.Search;
using HydraBot.Improvement.Statistics;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>Requests that are split, and variants that are made.</summary>
public sealed class TrafficTests
{
    private static readonly Tunable Dial = Tunable.Number("test.dial", "recall", "A dial", 0.5, 0, 1);
    private static readonly Tunable Words = Tunable.Prompt("test.words", "tasks", "Words", "Be kind.", 200, "Be short.", "Be exact.");
    private static readonly Tunable Way = Tunable.Choice("test.way", TunableGroup.Routing, "routing", "A way", "left", "left", "right");
    private static readonly TuningCatalog Catalog = new([new TunableSet([Dial, Words, Way])]);
    private static readonly SequentialPlan Plan = new(0.05, 0, 0.05, 400);

    [Fact]
    public void The_same_request_always_falls_to_the_same_side_and_the_share_is_kept()
    {
        var (one, other) = (Experiment(share: 0.2), Experiment(share: 0.2));
        string[] units = [.. Enumerable.Range(0, 5000).Select(number => $"request {number}")];
        Assert.All(units.Take(100), unit => Assert.Equal(one.IsVariant(unit), one.IsVariant(unit)));
        Assert.InRange(units.Count(one.IsVariant) / 5000.0, 0.17, 0.23);
        // Another experiment splits anew: nobody is always the guinea pig.
        Assert.InRange(units.Count(unit => one.IsVariant(unit) && other.IsVariant(unit)) / 5000.0, 0.02, 0.06);
    }

    [Fact]
    public void A_faster_variant_is_found_and_the_split_ends()
    {
        var tuning = new Tuning(Catalog);
        var ended = 0;
        var experiment = Experiment(ended: running =>
        {
            ended++;
            tuning.End(running);
        });
        Assert.True(tuning.TryBegin(experiment));
        Assert.False(tuning.TryBegin(Experiment()));
        var random = new Random(1);
        for (var number = 0; number < 2000; number++)
        {
            var unit = $"r{number}";
            var seconds = 1 + random.NextDouble() - (tuning.For(unit).Number(Dial) == 1 ? 0.5 : 0);
            tuning.Observe(unit, "chat.complete", 1);
            tuning.Observe(unit, "chat.seconds", seconds);
        }

        Assert.Equal(1, ended);
        Assert.Equal(SequentialVerdict.Better, experiment.Read().Verdict);
        Assert.InRange(experiment.Read().Pairs, 5, 200);
        Assert.Null(tuning.Split);
    }

    [Fact]
    public void A_guardrail_that_falls_ends_it_although_it_is_faster()
    {
        var experiment = Experiment();
        for (var number = 0; number < 2000; number++)
        {
            var unit = $"r{number}";
            experiment.Observe(unit, "chat.complete", experiment.IsVariant(unit) ? number % 2 : 1);
            experiment.Observe(unit, "chat.seconds", 1);
        }

        Assert.Equal("The guardrail chat.complete fell.", experiment.End);
        Assert.Equal(SequentialVerdict.Harmful, experiment.Read().Verdict);
    }

    [Fact]
    public void A_snapshot_never_changes_and_equal_values_have_equal_hashes()
    {
        var built = new TuningSnapshot(1, Catalog, new Dictionary<string, TuningValue>());
        var changed = built.With(2, new Dictionary<string, TuningValue> { [Dial.Name] = TuningValue.Of(0.7) });
        Assert.Equal(0.5, built.Number(Dial));
        Assert.Equal(0.7, changed.Number(Dial));
        Assert.NotEqual(built.Hash, changed.Hash);
        Assert.Equal(built.Hash, changed.With(3, new Dictionary<string, TuningValue> { [Dial.Name] = TuningValue.Of(0.5) }).Hash);
    }

    [Fact]
    public void Of_two_who_swap_at_once_one_is_told_to_look_again()
    {
        var tuning = new Tuning(Catalog);
        var seen = tuning.Current;
        Assert.True(tuning.TrySwap(seen, seen.With(1, new Dictionary<string, TuningValue> { [Dial.Name] = TuningValue.Of(0.1) })));
        Assert.False(tuning.TrySwap(seen, seen.With(1, new Dictionary<string, TuningValue> { [Dial.Name] = TuningValue.Of(0.2) })));
        Assert.Equal(0.1, tuning.Current.Number(Dial));
    }

    [Fact]
    public void Every_variant_that_a_search_makes_is_allowed()
    {
        var random = new Random(7);
        var parent = new TuningSnapshot(1, Catalog, new Dictionary<string, TuningValue>());
        for (var turn = 0; turn < 2000; turn++)
        {
            var next = Mutation.Of(random, Catalog.All, parent, parent);
            foreach (var tunable in Catalog.All)
                Assert.True(tunable.TryRead(System.Text.Json.JsonElement.Parse(next[tunable].ToJson().ToJsonString()), out _, out var problem), problem);
            if (turn % 10 == 0)
                parent = next;
        }
    }

    [Fact]
    public void A_better_entry_is_built_on_more_often_and_one_with_many_children_less()
    {
        var weights = ParentChoice.Weights([(0.2, 0), (0.5, 0), (0.8, 0), (0.8, 9)]);
        Assert.True(weights[2] > weights[1] && weights[1] > weights[0]);
        Assert.Equal(weights[2] / 10, weights[3], 12);
    }

    private static TrafficExperiment Experiment(double share = 0.5, Action<TrafficExperiment>? ended = null)
    {
        var variant = new TuningSnapshot(1, Catalog, new Dictionary<string, TuningValue> { [Dial.Name] = TuningValue.Of(1) });
        return new TrafficExperiment(Guid.CreateVersion7(), variant, new TrafficPlan("chat.seconds", true, "chat.complete", share), Plan, ended ?? (_ => { }));
    }
}
