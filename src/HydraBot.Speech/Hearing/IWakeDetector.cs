namespace HydraBot.Speech.Hearing;

/// <summary>Listens for wake words, 1280 samples at 16 kHz (80 ms) at a time. It belongs to one stream and is not thread-safe.</summary>
public interface IWakeDetector : IDisposable
{
    /// <summary>Samples of a step.</summary>
    const int StepSize = 1280;

    /// <summary>The likeliest wake word, and how likely it is that it ended just now: 0 to 1.</summary>
    (string Word, float Score) Hear(ReadOnlySpan<short> step);

    /// <summary>Forgets what came before.</summary>
    void Reset();
}
