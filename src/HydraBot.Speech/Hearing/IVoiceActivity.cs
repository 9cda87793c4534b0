namespace HydraBot.Speech.Hearing;

/// <summary>How likely somebody speaks, a frame of 512 samples at 16 kHz (32 ms) at a time. It belongs to one stream and is not thread-safe.</summary>
public interface IVoiceActivity : IDisposable
{
    /// <summary>Samples of a frame.</summary>
    const int FrameSize = 512;

    /// <summary>0 to 1.</summary>
    float Probability(ReadOnlySpan<short> frame);

    /// <summary>Forgets what came before.</summary>
    void Reset();
}
