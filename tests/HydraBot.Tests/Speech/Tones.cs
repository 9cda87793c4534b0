using HydraBot.Speech;

namespace HydraBot.Tests.Speech;

/// <summary>Sounds whose spectrum is known.</summary>
internal static class Tones
{
    public static short[] Sine(double hertz, int rate, double seconds, double amplitude = 10_000) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hertz * i / rate)))];

    /// <summary>The amplitude of one frequency in the middle of a sound, by Goertzel with a Hann window.</summary>
    public static double Amplitude(ReadOnlySpan<short> samples, double hertz, int rate)
    {
        var middle = samples[(samples.Length / 8)..(samples.Length * 7 / 8)];
        double real = 0, imaginary = 0, weight = 0;
        for (var i = 0; i < middle.Length; i++)
        {
            var window = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / middle.Length);
            real += window * middle[i] * Math.Cos(2 * Math.PI * hertz * i / rate);
            imaginary += window * middle[i] * Math.Sin(2 * Math.PI * hertz * i / rate);
            weight += window;
        }
        return 2 * Math.Sqrt(real * real + imaginary * imaginary) / weight;
    }

    public static Sound Noise(double seconds, int amplitude, int seed = 1)
    {
        var random = new Random(seed);
        return new Sound(Enumerable.Range(0, (int)(Sound.SpeechRate * seconds)).Select(_ => (short)random.Next(-amplitude, amplitude)).ToArray(), Sound.SpeechRate);
    }
}
