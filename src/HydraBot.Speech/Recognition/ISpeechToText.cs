namespace HydraBot.Speech.Recognition;

/// <summary>Turns what one member said into text. Safe to use from several calls at a time.</summary>
public interface ISpeechToText
{
    /// <summary>Its name in settings, health and metrics.</summary>
    string Name { get; }

    /// <summary>True when it understands anything; false when it knows the grammar's phrases alone.</summary>
    bool IsOpen { get; }

    /// <summary>The text; empty when nothing was said, or nothing that it knows.</summary>
    /// <exception cref="SpeechException">It cannot work now; the message says why.</exception>
    Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken);

    /// <summary>Looks whether it could work.</summary>
    /// <exception cref="SpeechException">It could not; the message says why.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
