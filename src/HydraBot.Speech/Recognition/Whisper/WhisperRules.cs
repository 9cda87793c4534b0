using System.Numerics.Tensors;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>What may come next: Whisper's own rules, in the order of whisper/decoding.py.</summary>
/// <param name="Vocabulary">The model's tokens.</param>
/// <param name="Never">Tokens that are never said: steering tokens, and signs that are no speech.</param>
/// <param name="NotFirst">Tokens that are not said first: nothing but a space, and the end.</param>
/// <param name="LatestFirst">The latest timestamp that may come first, in steps of 0.02 s.</param>
internal sealed record WhisperRules(WhisperVocabulary Vocabulary, IReadOnlyList<int> Never, IReadOnlyList<int> NotFirst, int LatestFirst)
{
    /// <summary>Makes what may not come next impossible.</summary>
    /// <param name="logits">Of the whole vocabulary; changed.</param>
    /// <param name="said">What was said so far, without what it was asked with.</param>
    /// <param name="timestamps">Whether timestamps are wanted.</param>
    public void Apply(Span<float> logits, IReadOnlyList<int> said, bool timestamps)
    {
        if (said.Count == 0)
            Forbid(logits, NotFirst);
        Forbid(logits, Never);
        if (timestamps)
            Time(logits, said);
        else
            Forbid(logits, Vocabulary.NoTimestamps, logits.Length);
    }

    private void Time(Span<float> logits, IReadOnlyList<int> said)
    {
        var first = Vocabulary.FirstTimestamp;
        logits[Vocabulary.NoTimestamps] = float.NegativeInfinity;
        // They come in pairs, but for the one before the end.
        if (said.Count > 0 && said[^1] >= first)
        {
            if (said.Count < 2 || said[^2] >= first)
                Forbid(logits, first, logits.Length);
            else
                Forbid(logits, 0, Vocabulary.EndOfText);
        }
        // Time does not run backwards, and a piece is not empty; the second of a pair may be as late as the first.
        if (said.LastOrDefault(token => token >= first) is > 0 and var latest)
            Forbid(logits, first, said[^1] >= first && said.Count > 1 && said[^2] < first ? latest : latest + 1);
        if (said.Count == 0)
        {
            Forbid(logits, 0, first);
            Forbid(logits, first + LatestFirst + 1, logits.Length);
        }
        // Where all timestamps together are likelier than any word, it is one.
        if (LogSumExp(logits[first..]) > TensorPrimitives.Max(logits[..first]))
            Forbid(logits, 0, first);
    }

    private static float LogSumExp(ReadOnlySpan<float> logits)
    {
        var most = TensorPrimitives.Max(logits);
        if (float.IsNegativeInfinity(most))
            return most;
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - most);
        return most + (float)Math.Log(sum);
    }

    private static void Forbid(Span<float> logits, int from, int to)
    {
        if (from < Math.Min(to, logits.Length))
            logits[from..Math.Min(to, logits.Length)].Fill(float.NegativeInfinity);
    }

    private static void Forbid(Span<float> logits, IReadOnlyList<int> tokens)
    {
        foreach (var token in tokens)
        {
            if (token < logits.Length)
                logits[token] = float.NegativeInfinity;
        }
    }
}
