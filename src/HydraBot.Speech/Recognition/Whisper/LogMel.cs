using System.Numerics.Tensors;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>
/// What Whisper hears: 30 s as 3,000 frames of 80 or 128 bands of the mel scale, in logarithms. As in whisper/audio.py and transformers' WhisperFeatureExtractor: a Hann window of
/// 400 samples every 160, reflected at both ends, power, Slaney's filters, at most eight decades below the loudest.
/// </summary>
internal sealed class LogMel(int bands)
{
    public const int Rate = 16_000;
    public const int Hop = 160;
    public const int Frames = 3000;
    public const int Samples = Hop * Frames;

    private const int Window = 400;
    private const int Bins = Window / 2 + 1;
    private const float Floor = 1e-10f;

    private static readonly (float[] Cosine, float[] Sine) Transform = Design();
    private readonly MelFilter[] _filters = MelFilter.Bank(bands, Bins, Rate);

    public int Bands => bands;

    /// <summary>The features of up to 30 s, band after band: <c>[bands, 3000]</c>. What is longer is cut, what is shorter is followed by silence.</summary>
    public float[] Of(ReadOnlySpan<float> sound)
    {
        var samples = sound[..Math.Min(sound.Length, Samples)];
        var features = new float[bands * Frames];
        features.AsSpan().Fill(MathF.Log10(Floor));
        // Frames that reach no sample are silence, and need no arithmetic.
        var heard = Math.Min(Frames, (samples.Length + Window / 2 + Hop - 1) / Hop);
        Span<float> window = stackalloc float[Window];
        Span<float> power = stackalloc float[Bins];
        for (var frame = 0; frame < heard; frame++)
        {
            Cut(samples, frame * Hop - Window / 2, window);
            for (var bin = 0; bin < Bins; bin++)
            {
                var real = TensorPrimitives.Dot<float>(window, Transform.Cosine.AsSpan(bin * Window, Window));
                var imaginary = TensorPrimitives.Dot<float>(window, Transform.Sine.AsSpan(bin * Window, Window));
                power[bin] = real * real + imaginary * imaginary;
            }
            for (var band = 0; band < bands; band++)
                features[band * Frames + frame] = MathF.Log10(MathF.Max(Floor, _filters[band].Of(power)));
        }
        var least = TensorPrimitives.Max<float>(features) - 8;
        TensorPrimitives.Max(features, least, features);
        TensorPrimitives.Add(features, 4f, features);
        TensorPrimitives.Multiply(features, 0.25f, features);
        return features;
    }

    /// <summary>A window of the 30 s, the sound followed by silence and reflected at both ends.</summary>
    private static void Cut(ReadOnlySpan<float> samples, int from, Span<float> window)
    {
        for (var i = 0; i < window.Length; i++)
        {
            var at = Math.Abs(from + i);
            if (at >= Samples)
                at = 2 * (Samples - 1) - at;
            window[i] = at < samples.Length ? samples[at] : 0;
        }
    }

    private static (float[], float[]) Design()
    {
        var (cosine, sine) = (new float[Bins * Window], new float[Bins * Window]);
        for (var i = 0; i < Window; i++)
        {
            var hann = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / Window);
            for (var bin = 0; bin < Bins; bin++)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * (bin * i % Window) / Window);
                cosine[bin * Window + i] = (float)(hann * c);
                sine[bin * Window + i] = (float)(hann * s);
            }
        }
        return (cosine, sine);
    }
}
