namespace HydraBot.Voice.Speaking;

/// <summary>Something to say.</summary>
/// <param name="Text">The words.</param>
/// <param name="Priority">What goes first.</param>
/// <param name="Until">After that it is not worth saying any more.</param>
internal sealed record Utterance(string Text, SpeechPriority Priority, DateTimeOffset Until)
{
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When what it answers had been said, by the clock's ticks; null when nobody asked.</summary>
    public long? AskedAt { get; init; }

    /// <summary>Ends when it was said, broken off or dropped.</summary>
    public Task Said => _said.Task;

    public void Over() => _said.TrySetResult();
}

/// <summary>What goes first, least urgent first.</summary>
internal enum SpeechPriority
{
    /// <summary>Something was finished.</summary>
    News = 0,

    /// <summary>Somebody is waited for, or should look.</summary>
    Attention = 1,

    /// <summary>Something is broken.</summary>
    Alert = 2,

    /// <summary>The answer to somebody who asked.</summary>
    Answer = 3,
}
