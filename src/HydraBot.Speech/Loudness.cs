namespace HydraBot.Speech;

/// <summary>How loud sound is, and how much of it is more than the noise in it.</summary>
internal static class Loudness
{
    private const double FloorLevel = 60;

    /// <summary>The root of the mean square of samples.</summary>
    public static double Of(ReadOnlySpan<short> samples)
    {
        if (samples.IsEmpty)
            return 0;
        double sum = 0;
        foreach (var sample in samples)
            sum += (double)sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Seconds of it, in steps of 20 ms, that are louder than a twentieth of its loudest step.</summary>
    public static double VoicedSeconds(Sound sound)
    {
        var step = sound.Rate / 50;
        var levels = new List<double>();
        for (var at = 0; at + step <= sound.Samples.Length; at += step)
            levels.Add(Of(sound.Samples.Span.Slice(at, step)));
        if (levels.Count == 0)
            return 0;
        var limit = Math.Max(FloorLevel, levels.Max() / 20);
        return levels.Count(level => level > limit) * 0.02;
    }
}
