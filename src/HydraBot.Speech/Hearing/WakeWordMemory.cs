namespace HydraBot.Speech.Hearing;

/// <summary>What a stream has heard lately: samples, mel frames and embeddings, newest last.</summary>
internal sealed class WakeWordMemory(int embeddings)
{
    /// <summary>Samples before a step that its first mel frames reach back to.</summary>
    public const int Overlap = 480;

    public float[] Samples { get; } = new float[Overlap + IWakeDetector.StepSize];

    public float[] Mel { get; } = new float[WakeWordSessions.MelWindow * WakeWordSessions.MelBands];

    public float[] Embeddings { get; } = new float[embeddings * WakeWordSessions.Features];

    public void CopyFrom(WakeWordMemory other)
    {
        other.Samples.CopyTo(Samples, 0);
        other.Mel.CopyTo(Mel, 0);
        other.Embeddings.CopyTo(Embeddings, 0);
    }

    /// <summary>Moves everything to the left and puts the newest at the end.</summary>
    public static void Append(float[] memory, ReadOnlySpan<float> newest)
    {
        var fits = newest.Length > memory.Length ? newest[^memory.Length..] : newest;
        memory.AsSpan(fits.Length).CopyTo(memory);
        fits.CopyTo(memory.AsSpan(memory.Length - fits.Length));
    }
}
