namespace HydraBot.Testing.Forecasts;

/// <summary>What disks, memories and temperatures of a homelab do, an hour a value, with every measure drawn at random. The future has no noise, so that no label hangs on it.</summary>
internal static class SeriesGenerator
{
    private const double Limit = 100;

    /// <summary>One series of each kind.</summary>
    public static IEnumerable<LabelledSeries> Make(int seed)
    {
        var random = new Random(seed);
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        LabelledSeries Of(string kind, Func<int, double> at, double noise) => LabelledSeries.Cut(
            $"{kind} {seed}", [.. Enumerable.Range(0, LabelledSeries.Seen + LabelledSeries.Ahead).Select(hour => Math.Min(130, at(hour) + (hour < LabelledSeries.Seen ? Between(-noise, noise) : 0)))], Limit);

        // Where it stands at the cut, and how many hours there are from there to the limit, decide what is right.
        var (level, left) = (Between(55, 92), Between(20, 60));
        var slope = (Limit - level) / left;
        yield return Of("steady growth", hour => level + (slope * (hour - 168)), Between(0.1, 1.5));
        var (height, phase) = (Between(2, 8), Between(0, 24));
        var (low, towards) = (Between(50, 80), Between(20, 55));
        yield return Of("growth in a daily rhythm", hour => low - height + ((Limit - low) / towards * (hour - 168)) + Day(hour, height, phase), Between(0.1, 1));
        var (since, flat, steep) = (Between(95, 140), Between(30, 60), Between(0.45, 0.9));
        yield return Of("growth that began lately", hour => flat + (Math.Max(0, hour - since) * steep), Between(0.1, 0.8));
        var (every, spike, start, grade) = (random.Next(23, 47), Between(12, 30), Between(38, 50), Between(0.26, 0.34));
        yield return Of("growth with spikes of others", hour => start + (grade * hour) + (hour < LabelledSeries.Seen && hour % every == 3 ? spike : 0), Between(0.1, 0.8));
        var (bend, ground) = (Between(0.0011, 0.0016), Between(32, 44));
        yield return Of("growth that gains speed", hour => ground + (bend * hour * hour), Between(0.1, 0.8));
        var (night, first) = (Between(5.5, 8), Between(36, 46));
        yield return Of("a nightly copy that stays", hour => first + (night * ((hour + 5) / 24)), Between(0.05, 0.4));
        var (fill, more) = (Between(18, 26), Between(7, 11));
        yield return Of("cleaned up, and fuller each time", hour => 25 + (more * (hour / 24)) + (fill * (hour % 24) / 24), Between(0.1, 0.6));

        var (small, slow) = (Between(20, 55), Between(0.01, 0.09));
        yield return Of("slow growth, far from full", hour => small + (slow * hour), Between(0.1, 1));
        var full = Between(86, 96);
        yield return Of("full and steady", hour => full, Between(0.1, 1.2));
        var (middle, swing, at) = (Between(50, 72), Between(10, 24), Between(0, 24));
        yield return Of("a daily rhythm", hour => middle + Day(hour, swing, at), Between(0.2, 2));
        var (jump, before, after) = (Between(80, 160), Between(25, 50), Between(65, 94));
        yield return Of("one step, then steady", hour => hour < jump ? before : after, Between(0.1, 0.8));
        var (cap, span, speed) = (Between(80, 95), Between(40, 60), Between(25, 45));
        yield return Of("a cache that fills and stays", hour => cap - (span * Math.Exp(-hour / speed)), Between(0.1, 0.8));
        var (period, foot, gain) = (random.Next(20, 60), Between(25, 50), Between(25, 45));
        yield return Of("cleaned up again and again", hour => foot + (gain * (hour % period) / period), Between(0.1, 0.8));
        var (mean, wide) = (Between(35, 75), Between(3, 12));
        yield return Of("noise", hour => mean, wide);
        var (end, plateau) = (Between(90, 145), Between(70, 94));
        yield return Of("growth that has ended", hour => plateau - (Math.Max(0, end - hour) * 0.35), Between(0.1, 0.8));
        var (from, less) = (Between(80, 97), Between(0.05, 0.3));
        yield return Of("shrinking", hour => from - (less * hour), Between(0.1, 1));
    }

    private static double Day(int hour, double height, double phase) => height * Math.Sin(2 * Math.PI * (hour - phase) / 24);
}
