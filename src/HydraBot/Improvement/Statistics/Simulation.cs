namespace HydraBot.Improvement.Statistics;

/// <summary>How one simulated test ended.</summary>
internal readonly record struct Trial(SequentialVerdict Verdict, int Pairs, double Mean);

/// <summary>Tests of made-up pairs whose truth is known: what the promises of the statistics are held to.</summary>
internal static class Simulation
{
    /// <summary>Plays tests of wins, ties and losses; looked at after each pair.</summary>
    /// <param name="plan">The test.</param>
    /// <param name="effect">The true mean difference; 0 compares a thing with itself.</param>
    /// <param name="discordant">The share of pairs that are no ties; at least the effect.</param>
    /// <param name="runs">How many tests.</param>
    /// <param name="seed">The same gives the same.</param>
    public static IReadOnlyList<Trial> Run(SequentialPlan plan, double effect, double discordant, int runs, int seed)
    {
        var random = new Random(seed);
        var win = (discordant + effect) / 2;
        var trials = new Trial[runs];
        for (var run = 0; run < runs; run++)
        {
            var test = new SequentialTest(plan);
            while (test.Verdict == SequentialVerdict.Open)
            {
                var chance = random.NextDouble();
                test.Add(chance < win ? 1 : chance < discordant ? -1 : 0);
            }

            trials[run] = new Trial(test.Verdict, test.Count, test.Mean);
        }

        return trials;
    }
}
