namespace HydraBot.Speech;

/// <summary>Something about speech that whoever runs this can act on: the message says what is wrong, and how to mend it.</summary>
public sealed class SpeechException : Exception
{
    /// <summary>With the sentence for people.</summary>
    public SpeechException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence for people, and what caused it.</summary>
    public SpeechException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
