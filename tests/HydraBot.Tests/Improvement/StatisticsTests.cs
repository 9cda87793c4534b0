using FsCheck;
using FsCheck.Xunit;
using HydraBot.Improvement.Statistics;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>What the statistics promise, held to tests whose truth is known. <c>HYDRA_TRIALS</c> runs more of them.</summary>
public sealed class StatisticsTests
{
    private static readonly SequentialPlan Plan = new(0.05, 0, 0.05, 400);

    private static int Trials => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_TRIALS"), out var trials) ? trials : 1000;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void A_thing_compared_with_itself_is_taken_no_more_often_than_stated_though_looked_at_after_each_pair(double discordant)
    {
        var trials = Simulation.Run(Plan, 0, discordant, Trials, seed: 20);
        var taken = trials.Count(trial => trial.Verdict == SequentialVerdict.Better);
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken} of {trials.Count} A/A tests were taken");
        Assert.True(taken <= Plan.ErrorRate * trials.Count, $"{taken} of {trials.Count}");
    }

    [Fact]
    public void Fifteen_points_are_found_nearly_always_and_in_about_sixty_pairs()
    {
        var trials = Simulation.Run(Plan, 0.15, 0.25, Trials, seed: 2);
        int[] pairs = [.. trials.Where(trial => trial.Verdict == SequentialVerdict.Better).Select(trial => trial.Pairs).Order()];
        Assert.True(pairs.Length >= 0.99 * trials.Count, $"{pairs.Length} of {trials.Count}");
        Assert.InRange(pairs[pairs.Length / 2], 40, 80);
    }

    [Fact]
    public void What_is_said_before_a_test_is_what_happens()
    {
        var plan = SamplePlan.Of(Plan, 0.1, 0.25);
        var trials = Simulation.Run(Plan, 0.1, 0.25, Trials, seed: 3);
        var power = (double)trials.Count(trial => trial.Verdict == SequentialVerdict.Better) / trials.Count;
        Assert.InRange(plan.Power, power - 0.07, power + 0.07);
        Assert.InRange(plan.FixedHorizon, plan.Median / 2, plan.Most);
    }

    [Fact]
    public void A_harmful_change_stops_the_test_early()
    {
        var trials = Simulation.Run(Plan, -0.3, 0.4, 100, seed: 4);
        Assert.All(trials, trial => Assert.Equal(SequentialVerdict.Harmful, trial.Verdict));
        Assert.True(trials.Average(trial => trial.Pairs) < 100);
    }

    [Fact]
    public void A_gain_below_the_minimum_effect_is_not_taken()
    {
        var trials = Simulation.Run(Plan with { MinimumEffect = 0.5 }, 0.15, 0.25, 200, seed: 5);
        Assert.True(trials.Count(trial => trial.Verdict == SequentialVerdict.Better) <= 10);
    }

    [Fact]
    public void The_best_of_twenty_that_are_no_better_is_not_taken_when_it_is_tested_afresh()
    {
        var (looked, taken) = (0.0, 0);
        for (var round = 0; round < 100; round++)
        {
            var open = Simulation.Run(Plan with { Most = 20, ErrorRate = 1e-9 }, 0, 0.25, 20, seed: 100 + round);
            looked += open.Max(trial => trial.Mean) / 100;
            taken += Simulation.Run(Plan, 0, 0.25, 1, seed: 7000 + round)[0].Verdict == SequentialVerdict.Better ? 1 : 0;
        }

        Assert.InRange(looked, 0.12, 0.28);
        Assert.True(taken <= 5, $"{taken} of 100");
    }

    [Fact]
    public void An_interval_that_is_looked_at_always_covers_the_truth_as_often_as_it_says()
    {
        var random = new Random(6);
        var missed = 0;
        for (var run = 0; run < 100; run++)
        {
            var differences = Enumerable.Range(0, 150).Select(_ => random.NextDouble() < 0.6 ? 0.5 : -0.25).ToArray();
            missed += ConfidenceSequence.Of(differences, 0.05).Contains(0.2) ? 0 : 1;
        }

        Assert.True(missed <= 5, $"{missed} of 100");
    }

    [Fact]
    public void The_plans_of_a_fixed_horizon_are_the_known_ones()
    {
        // By hand: (1.6449 sqrt(.25) + .8416 sqrt(.24))² / .01 = 152.4.
        Assert.Equal(153, SamplePlan.FixedSize(0.1, 0.25, 0.05, 0.8));
        Assert.Equal(1.959964, NormalDistribution.Quantile(0.975), 5);
        Assert.Equal(-2.326348, NormalDistribution.Quantile(0.01), 5);
    }

    [Fact]
    public void Of_many_findings_those_are_held_that_stand_for_all()
    {
        Assert.Equal([2, 0], ManyTests.Hold([60, 1, 500, 3], 0.05));
        Assert.Empty(ManyTests.Hold([19, 19, 19], 0.05));
        Assert.Equal([0], ManyTests.Hold([20], 0.05));
    }

    [Property(MaxTest = 200)]
    public void Evidence_is_fair_no_gamble_on_a_tie_gains(PositiveInt ties, bool win)
    {
        var evidence = new PairedEvidence();
        for (var tie = 0; tie < ties.Get % 50; tie++)
            evidence.Add(0);
        Assert.Equal(1, evidence.Value, 12);
        // A fair coin leaves its mean where it was.
        var (up, down) = (new PairedEvidence(), new PairedEvidence());
        up.Add(win ? 1 : -1);
        down.Add(win ? -1 : 1);
        Assert.Equal(1, (up.Value + down.Value) / 2, 12);
    }

    [Property(MaxTest = 50)]
    public void An_interval_holds_what_was_seen_and_narrows_with_more(int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 80).Select(_ => random.NextDouble()).ToArray();
        var (few, all) = (Bootstrap.Of(values[..10], Bootstrap.Mean), Bootstrap.Of(values, Bootstrap.Mean));
        Assert.True(all.Contains(values.Average()));
        Assert.True(all.High - all.Low < few.High - few.Low + 0.05);
        Assert.Equal(all, Bootstrap.Of(values, Bootstrap.Mean));
    }
}
