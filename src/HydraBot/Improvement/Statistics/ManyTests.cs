namespace HydraBot.Improvement.Statistics;

/// <summary>What is left of many findings: the more are tried, the better the best of them looks by chance alone.</summary>
internal static class ManyTests
{
    /// <summary>
    /// The places of those findings of which at most this share is false, whatever depends on whatever (Wang and Ramdas, "False discovery
    /// rate control with e-values", JRSS B 84 (2022)).
    /// </summary>
    public static IReadOnlyList<int> Hold(IReadOnlyList<double> evidence, double rate)
    {
        int[] order = [.. Enumerable.Range(0, evidence.Count).OrderByDescending(place => evidence[place])];
        var held = 0;
        for (var rank = 1; rank <= order.Length; rank++)
        {
            if (evidence[order[rank - 1]] >= order.Length / (rank * rate))
                held = rank;
        }

        return order[..held];
    }
}
