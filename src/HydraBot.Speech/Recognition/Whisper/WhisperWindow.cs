namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>
/// Speech of more than 30 s, a window at a time. Two timestamps in a row end a piece: what comes after the last such pair was cut off by the window's end, and is heard again in the next.
/// </summary>
internal static class WhisperWindow
{
    private const int SamplesPerStep = LogMel.Rate / 50;

    /// <summary>Samples until the next window begins.</summary>
    public static int Advance(IReadOnlyList<int> tokens, int firstTimestamp)
    {
        var pair = LastPair(tokens, firstTimestamp);
        var samples = pair < 0 || EndsWithOneTimestamp(tokens, firstTimestamp) ? 0 : (tokens[pair] - firstTimestamp) * SamplesPerStep;
        return samples is > 0 and <= LogMel.Samples ? samples : LogMel.Samples;
    }

    /// <summary>The tokens of what was said to its end.</summary>
    public static IEnumerable<int> Finished(IReadOnlyList<int> tokens, int firstTimestamp)
    {
        var pair = LastPair(tokens, firstTimestamp);
        return pair < 0 || EndsWithOneTimestamp(tokens, firstTimestamp) ? tokens : tokens.Take(pair + 1);
    }

    /// <summary>A single timestamp at the end: nothing was said after it.</summary>
    private static bool EndsWithOneTimestamp(IReadOnlyList<int> tokens, int first) => tokens.Count >= 2 && tokens[^1] >= first && tokens[^2] < first;

    /// <summary>The place of the first timestamp of the last pair; -1 where there is none.</summary>
    private static int LastPair(IReadOnlyList<int> tokens, int first)
    {
        for (var i = tokens.Count - 2; i >= 0; i--)
        {
            if (tokens[i] >= first && tokens[i + 1] >= first)
                return i;
        }
        return -1;
    }
}
