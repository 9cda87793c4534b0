namespace HydraBot.Speech.Hearing;

/// <summary>What an ear noticed.</summary>
public abstract record EarEvent
{
    private EarEvent()
    {
    }

    /// <summary>A wake word was said.</summary>
    public sealed record Woke(string Word, float Score) : EarEvent;

    /// <summary>A sentence began.</summary>
    public sealed record Began : EarEvent;

    /// <summary>A sentence ended.</summary>
    /// <param name="Speech">Its sound at 16 kHz.</param>
    /// <param name="Voiced">How much of it was voice.</param>
    /// <param name="Overheard">True when nobody woke the ear: of such a sentence only "stop" may mean anything.</param>
    public sealed record Ended(Sound Speech, TimeSpan Voiced, bool Overheard) : EarEvent;

    /// <summary>The ear was awake and nobody said anything.</summary>
    public sealed record NothingCame : EarEvent;
}
