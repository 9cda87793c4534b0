using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Experiments;
using HydraBot.Improvement.Search;
using HydraBot.Improvement.Statistics;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>Requests that are split, and variants that are made.</summary>
public sealed class TrafficTests
{
    private static readonly Tunable Dial = Tunable.Number("test.dial", "recall", "A dial", 0.5, 0, 1) with { Metrics = ["memory.helpful"] };
    private static readonly Tunable Words = Tunable.Prompt("test.words", "tasks", "Words", "Be kind.", 200, "Be short.", "Be exact.") with { Metrics = ["chat.complete", "chat.seconds"] };
    private static readonly Tunable Way = Tunable.Choice("test.way", TunableGroup.Routing, "routing", "A way", "left", "left", "right");
    private static readonly TrafficMetric Seconds = new("chat.seconds", "seconds", LowerIsBetter: true, IsRate: false);
    private static readonly TrafficMetric Complete = new("chat.complete", "whole", LowerIsBetter: false, IsRate: true);
    private static readonly TrafficMetric Helpful = new("memory.helpful", "found", LowerIsBetter: false, IsRate: true);
    private static readonly TrafficMetric[] Metrics = [Seconds, Complete, Helpful];
    private static readonly TuningCatalog Catalog = new([new TunableSet([Dial, Words, Way], Metrics)]);
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

        Assert.Equal("The guardrail chat.complete got worse.", experiment.End);
        Assert.Equal(SequentialVerdict.Harmful, experiment.Read().Verdict);
    }

    [Fact]
    public void A_guardrail_of_time_stops_what_is_better_and_far_slower_and_lets_pass_what_nobody_would_notice()
    {
        TrafficExperiment[] both = [.. new[] { 3.0, 1.1 }.Select(slower =>
        {
            var experiment = new TrafficExperiment(Guid.CreateVersion7(), Variant(), new TrafficPlan(Helpful, [Seconds], 0.5), Plan with { Most = 200 }, _ => { });
            var random = new Random(3);
            for (var number = 0; number < 1000; number++)
            {
                var unit = $"r{number}";
                experiment.Observe(unit, "chat.seconds", (1 + (random.NextDouble() / 20)) * (experiment.IsVariant(unit) ? slower : 1));
                experiment.Observe(unit, "memory.helpful", experiment.IsVariant(unit) || number % 3 > 0 ? 1 : 0);
            }

            return experiment;
        })];
        Assert.Equal("The guardrail chat.seconds got worse.", both[0].End);
        Assert.Equal(SequentialVerdict.Harmful, both[0].Read().Verdict);
        Assert.Equal(SequentialVerdict.Better, both[1].Read().Verdict);
        Assert.All(both, experiment => Assert.InRange(Assert.Single(experiment.ReadGuardrails()).After, 1, 4));
    }

    [Fact]
    public void A_change_is_judged_by_what_it_changes_and_the_rest_of_that_is_a_guardrail()
    {
        var plan = TrafficPlan.Of(Catalog, [Words.Name], null, 0.25);
        Assert.Equal(Complete, plan.Metric);
        Assert.Equal([Seconds], plan.Guardrails);
        Assert.Equal(Seconds, TrafficPlan.Of(Catalog, [Words.Name], "chat.seconds", 0.25).Metric);
        Assert.Equal(Helpful, TrafficPlan.Of(Catalog, [Dial.Name], null, 0.5).Metric);
        var wrong = Assert.Throws<OperationException>(() => TrafficPlan.Of(Catalog, [Dial.Name], "chat.seconds", 0.5));
        Assert.Equal("The metric is 'chat.seconds'; what this changes shows in memory.helpful.", wrong.Message);
        Assert.Contains("Requests do not show", Assert.Throws<OperationException>(() => TrafficPlan.Of(Catalog, [Way.Name], null, 0.5)).Message, StringComparison.Ordinal);
        // The smaller side has to fill as many pairs.
        Assert.Equal(400, plan.Requests(100));
    }

    [Fact]
    public void Whoever_asks_beforehand_is_told_that_larger_effects_are_found_more_surely_and_sooner()
    {
        var power = TrafficPlan.Of(Catalog, [Words.Name], null, 0.5).Power(Plan);
        Assert.Equal(3, power.Count);
        Assert.True(power[0].Power < power[1].Power && power[1].Power < power[2].Power);
        Assert.True(power[1].Median > power[2].Median);
    }

    [Fact]
    public void A_gain_below_the_minimum_effect_is_not_taken_however_sure_it_is()
    {
        var experiment = new TrafficExperiment(Guid.CreateVersion7(), Variant(), new TrafficPlan(Helpful, [], 0.5), Plan with { MinimumEffect = 0.9 }, _ => { });
        for (var number = 0; number < 2000; number++)
            experiment.Observe($"r{number}", "memory.helpful", experiment.IsVariant($"r{number}") ? 1 : number % 2);
        Assert.Equal(SequentialVerdict.NotShown, experiment.Read().Verdict);
        Assert.True(experiment.Read().Value > 20);
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

    private static TrafficExperiment Experiment(double share = 0.5, Action<TrafficExperiment>? ended = null) =>
        new TrafficExperiment(Guid.CreateVersion7(), Variant(), new TrafficPlan(Seconds, [Complete], share), Plan, ended ?? (_ => { }));

    private static TuningSnapshot Variant() => new(1, Catalog, new Dictionary<string, TuningValue> { [Dial.Name] = TuningValue.Of(1) });
}
