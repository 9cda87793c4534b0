namespace HydraBot.Speech.Synthesis;

/// <summary>Says text. Safe to use from several calls at a time.</summary>
public interface ITextToSpeech
{
    /// <summary>Its name in settings, health and metrics.</summary>
    string Name { get; }

    /// <summary>The sound of a text, the first of it as soon as it is there.</summary>
    /// <exception cref="SpeechException">It cannot work now; the message says why.</exception>
    IAsyncEnumerable<Sound> SpeakAsync(string text, CancellationToken cancellationToken);

    /// <summary>Looks whether it could work.</summary>
    /// <exception cref="SpeechException">It could not; the message says why.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
