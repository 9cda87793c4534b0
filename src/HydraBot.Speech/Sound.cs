namespace HydraBot.Speech;

/// <summary>Mono sound: 16-bit samples at a rate.</summary>
/// <param name="Samples">The samples, first to last.</param>
/// <param name="Rate">Samples a second.</param>
public sealed record Sound(ReadOnlyMemory<short> Samples, int Rate)
{
    /// <summary>What recognisers and detectors of this library take.</summary>
    public const int SpeechRate = 16_000;

    /// <summary>What Opus takes and gives on Discord.</summary>
    public const int OpusRate = 48_000;

    /// <summary>How long it lasts.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / Rate);

    /// <summary>The same sound at another rate.</summary>
    public Sound At(int rate)
    {
        if (rate == Rate)
            return this;
        var resampler = new Resampler(Rate, rate);
        var result = new List<short>((int)((long)Samples.Length * rate / Rate) + 64);
        resampler.Push(Samples.Span, result);
        resampler.Flush(result);
        return new Sound(result.ToArray(), rate);
    }

    /// <summary>The samples as floats of -1 to 1.</summary>
    public float[] ToFloats()
    {
        var floats = new float[Samples.Length];
        var samples = Samples.Span;
        for (var i = 0; i < floats.Length; i++)
            floats[i] = samples[i] / 32768f;
        return floats;
    }

    /// <summary>Sound of floats of -1 to 1; what is beyond is cut.</summary>
    public static Sound OfFloats(ReadOnlySpan<float> floats, int rate)
    {
        var samples = new short[floats.Length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)Math.Clamp(float.IsFinite(floats[i]) ? MathF.Round(floats[i] * 32767f) : 0, short.MinValue, short.MaxValue);
        return new Sound(samples, rate);
    }
}
