using HydraBot.Speech.Recognition;

namespace HydraBot.Voice.Listening;

/// <summary>What silences the bot, from anybody, at any time, without a wake word.</summary>
internal static class StopWords
{
    private static readonly string[] Phrases = ["stop", "be quiet", "quiet", "shut up", "silence", "hydra stop", "stop talking", "enough", "never mind"];

    public static SpokenGrammar Grammar { get; } = SpokenGrammar.Of(Phrases);

    /// <summary>The longest that one of them takes: a longer sentence is about something else.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(1.6);

    public static bool Is(string text)
    {
        var words = text.Trim().TrimEnd('.', '!').ToLowerInvariant();
        return Phrases.Contains(words);
    }
}
