using System.Numerics.Tensors;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>One triangle of the mel scale, of area one: Slaney's scale, linear to 1,000 Hz and logarithmic above, as librosa.filters.mel makes it.</summary>
internal sealed record MelFilter(int First, float[] Weights)
{
    private const double LinearStep = 200.0 / 3;
    private const double Break = 1000;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    /// <summary>All of them, lowest first, from 0 to half the rate.</summary>
    public static MelFilter[] Bank(int bands, int bins, int rate)
    {
        var top = MelOf(rate / 2.0);
        double Edge(int index) => HertzOf(top * index / (bands + 1));
        return [.. Enumerable.Range(0, bands).Select(band => Triangle(Edge(band), Edge(band + 1), Edge(band + 2), bins, rate / 2.0 / (bins - 1)))];
    }

    public float Of(ReadOnlySpan<float> power) => TensorPrimitives.Dot(power.Slice(First, Weights.Length), Weights);

    private static MelFilter Triangle(double low, double centre, double high, int bins, double step)
    {
        var area = 2 / (high - low);
        var weights = Enumerable.Range(0, bins)
            .Select(bin => Math.Max(0, Math.Min((bin * step - low) / (centre - low), (high - bin * step) / (high - centre))) * area)
            .ToArray();
        var first = Array.FindIndex(weights, weight => weight > 0);
        return first < 0 ? new MelFilter(0, []) : new MelFilter(first, [.. weights[first..(Array.FindLastIndex(weights, weight => weight > 0) + 1)].Select(weight => (float)weight)]);
    }

    private static double MelOf(double hertz) => hertz < Break ? hertz / LinearStep : Break / LinearStep + Math.Log(hertz / Break) / LogStep;

    private static double HertzOf(double mel) => mel < Break / LinearStep ? mel * LinearStep : Break * Math.Exp(LogStep * (mel - Break / LinearStep));
}
