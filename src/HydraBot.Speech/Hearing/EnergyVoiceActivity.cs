namespace HydraBot.Speech.Hearing;

/// <summary>
/// Loudness above the noise: what there is without a model. It takes coughs and keyboards for speech, so the model is to be preferred; a wake word or a
/// push still has to come first.
/// </summary>
public sealed class EnergyVoiceActivity : IVoiceActivity
{
    private const double LeastLoud = 150;
    private const double AboveNoise = 4;
    private double _noise = 60;

    /// <inheritdoc />
    public float Probability(ReadOnlySpan<short> frame)
    {
        var level = Loudness.Of(frame);
        // The floor follows a quiet room at once and a loud one slowly, so that a long sentence does not become the noise.
        _noise = level < _noise ? level * 0.5 + _noise * 0.5 : Math.Min(_noise * 1.01 + 0.1, 2000);
        var limit = Math.Max(LeastLoud, _noise * AboveNoise);
        return (float)Math.Clamp(level / limit - 0.5, 0, 1);
    }

    /// <inheritdoc />
    public void Reset() => _noise = 60;

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
