namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>Kokoro begins and ends with silence of its own: between the pieces of a sentence it would be heard as hesitation.</summary>
internal static class Silence
{
    /// <summary>60 dB below the loudest that there can be.</summary>
    private const float Quiet = 0.001f;

    /// <summary>What stays before and after, in milliseconds: a consonant begins softly, and a sentence wants a breath behind it.</summary>
    private const int Before = 30;
    private const int After = 150;

    public static ReadOnlySpan<float> Trim(ReadOnlySpan<float> samples, int rate)
    {
        var (first, last) = (0, samples.Length - 1);
        while (first <= last && MathF.Abs(samples[first]) < Quiet)
            first++;
        if (first > last)
            return [];
        while (MathF.Abs(samples[last]) < Quiet)
            last--;
        return samples[Math.Max(0, first - rate * Before / 1000)..Math.Min(samples.Length, last + 1 + rate * After / 1000)];
    }
}
