using HydraBot.Memory.Embeddings;

namespace HydraBot.Inference.Cache;

/// <summary>How alike two answers to one question are.</summary>
internal sealed class AnswerLikeness(WordVectors vectors)
{
    /// <summary>Two answers say the same where their particulars are equal and their words nearly are. In doubt they do not.</summary>
    public bool SaysTheSame(string one, string other)
    {
        if (string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase))
            return true;
        var (first, second) = (Particulars.Read(one, vectors), Particulars.Read(other, vectors));
        return first.Particulars == second.Particulars && Cosine(first.Words, second.Words) > 0.9;
    }

    /// <summary>From 0, nothing in common, to 1, the same words: of long answers no two say the same to the letter, and still some are closer than others.</summary>
    public double Of(string one, string other)
    {
        var (first, second) = (Words(one), Words(other));
        return first.SequenceEqual(second) ? 1 : Math.Clamp(Cosine(first, second), 0, 1);
    }

    private static string[] Words(string text) => [.. PromptTokens.Of(text).Select(token => token.Text.ToLowerInvariant())];

    private double Cosine(IEnumerable<string> one, IEnumerable<string> other)
    {
        var (a, b) = (vectors.Embed(one), vectors.Embed(other));
        var cosine = 0f;
        for (var at = 0; at < a.Length; at++)
            cosine += a[at] * b[at];
        return cosine;
    }
}
