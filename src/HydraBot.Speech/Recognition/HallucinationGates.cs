using System.Collections.Frozen;

namespace HydraBot.Speech.Recognition;

/// <summary>What a recogniser says about a piece of its text.</summary>
/// <param name="LogProbability">The mean log-probability of its tokens.</param>
/// <param name="NoSpeech">How likely nobody spoke.</param>
/// <param name="Compression">Size of the text by its size compressed: above 2.4 it goes round in circles.</param>
public sealed record SegmentQuality(double? LogProbability, double? NoSpeech, double? Compression);

/// <summary>Whisper was trained on subtitles, and writes their last lines where nobody speaks. These gates keep that out; figures as in openai/whisper's transcribe.py.</summary>
public static class HallucinationGates
{
    private const double LeastLogProbability = -1;
    private const double MostNoSpeech = 0.6;
    private const double MostCompression = 2.4;
    private static readonly TimeSpan LeastVoiced = TimeSpan.FromMilliseconds(250);

    private static readonly FrozenSet<string> Subtitles = new[]
    {
        "thank you", "thank you very much", "thanks", "thanks for watching", "thank you for watching", "please subscribe", "subscribe", "bye", "bye bye", "you", "so", "oh",
        "the end", "subtitles by the amara org community", "see you next time", "music", "applause", "silence", "blank audio",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a piece is of somebody speaking.</summary>
    public static bool IsSpeech(SegmentQuality quality) =>
        !(quality.NoSpeech > MostNoSpeech && !(quality.LogProbability > LeastLogProbability)) && !(quality.Compression > MostCompression);

    /// <summary>The transcript, or none with the doubt that there is.</summary>
    public static Transcript Judge(string text, Sound speech, double? logProbability, string engine)
    {
        var said = text.Trim();
        if (said.Length == 0)
            return new Transcript("", engine);
        var voiced = TimeSpan.FromSeconds(Loudness.VoicedSeconds(speech));
        if (voiced < LeastVoiced)
            return new Transcript("", engine, "Too little was said to be a sentence.");
        var bare = new string([.. said.ToLowerInvariant().Where(character => char.IsLetter(character) || character == ' ')]).Trim();
        // Real people say these too: dropped alone where there was hardly time for it, or the recogniser itself is not sure.
        return Subtitles.Contains(bare) && (voiced < TimeSpan.FromMilliseconds(500) || logProbability < -0.7)
            ? new Transcript("", engine, $"'{said}' is what recognisers write for noise.")
            : new Transcript(said, engine);
    }
}
