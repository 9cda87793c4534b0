using System.Globalization;
using HydraBot.Improvement.Statistics;

namespace HydraBot.Benchmarks.Improvement;

/// <summary>Tests of made-up pairs: how often a thing is taken that is no better, how often a true effect is found, and how soon, beside a test that is looked at once.</summary>
internal static class SimulationRun
{
    private static readonly SequentialPlan Plan = new(0.05, 0, 0.05, 400);

    public static void Run(TextWriter output, int runs)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} tests each, looked at after every pair, {Plan.Most} pairs at the most, stated error rate {Plan.ErrorRate:P0}"));
        output.WriteLine("  effect  differing   taken   pairs: median   mean   fixed horizon (same power)");
        foreach (var discordant in (double[])[0.05, 0.25, 0.5, 1.0])
            Print(output, 0, discordant, runs);
        foreach (var effect in (double[])[0.05, 0.1, 0.15, 0.2, 0.3])
            Print(output, effect, Math.Max(0.25, effect), runs);
    }

    private static void Print(TextWriter output, double effect, double discordant, int runs)
    {
        var trials = Simulation.Run(Plan, effect, discordant, runs, seed: 20);
        int[] found = [.. trials.Where(trial => trial.Verdict == SequentialVerdict.Better).Select(trial => trial.Pairs).Order()];
        var share = (double)found.Length / runs;
        var median = found.Length == 0 ? "-" : found[found.Length / 2].ToString(CultureInfo.InvariantCulture);
        var horizon = effect > 0 ? SamplePlan.FixedSize(effect, discordant, Plan.ErrorRate, Math.Clamp(share, 0.1, 0.99)).ToString(CultureInfo.InvariantCulture) : "-";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {effect,6:0.00}  {discordant,9:0.00}  {share,6:P1}   {median,13}   {trials.Average(trial => trial.Pairs),4:0}   {horizon,13}"));
    }
}
