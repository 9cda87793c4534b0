namespace HydraBot.Improvement.Statistics;

/// <summary>What a test of this size can find, said before it begins.</summary>
/// <param name="Effect">The true mean difference that it is asked about.</param>
/// <param name="Discordant">The share of pairs that differ at all.</param>
/// <param name="Most">Pairs at the most.</param>
/// <param name="Power">The chance that the effect is found by then, looking after each pair.</param>
/// <param name="Median">Pairs that half of the tests need when they find it; all of them when none does.</param>
/// <param name="FixedHorizon">Pairs of a test that is looked at once, at its end, for the same power or 0.8 where that is more.</param>
internal sealed record SamplePlan(double Effect, double Discordant, int Most, double Power, int Median, int FixedHorizon)
{
    private const int Runs = 400;

    /// <summary>Plays tests of a true effect through. The same arguments give the same plan.</summary>
    public static SamplePlan Of(SequentialPlan plan, double effect, double discordant)
    {
        discordant = Math.Clamp(Math.Max(discordant, effect), 0.01, 1);
        var trials = Simulation.Run(plan with { MinimumEffect = 0 }, effect, discordant, Runs, seed: 11);
        int[] found = [.. trials.Where(trial => trial.Verdict == SequentialVerdict.Better).Select(trial => trial.Pairs).Order()];
        var power = (double)found.Length / Runs;
        return new SamplePlan(
            effect, discordant, plan.Most, power, found.Length == 0 ? plan.Most : found[found.Length / 2],
            FixedSize(effect, discordant, plan.ErrorRate, Math.Clamp(power, 0.8, 0.99)));
    }

    /// <summary>Pairs of a one-sided test of paired wins and losses that is looked at once (McNemar's, after Miettinen 1968).</summary>
    public static int FixedSize(double effect, double discordant, double errorRate, double power)
    {
        if (effect <= 0)
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect is above 0.");
        var (a, b) = (NormalDistribution.Quantile(1 - errorRate), NormalDistribution.Quantile(power));
        var root = ((a * Math.Sqrt(discordant)) + (b * Math.Sqrt(Math.Max(0, discordant - (effect * effect))))) / effect;
        return (int)Math.Ceiling(root * root);
    }
}
