using HydraBot.Inference.Cache;
using HydraBot.Memory.Embeddings;

namespace HydraBot.Inference.Routing;

/// <summary>What of a question tells how hard it is: its length and make, and the mean of its words' vectors.</summary>
internal static class PromptTraits
{
    /// <summary>How many traits come before the vector.</summary>
    public const int Plain = 17;

    private static readonly string[] Reasoning = ["if", "each", "total", "how", "why", "prove", "derive", "calculate", "then", "percent", "remaining", "must", "implies", "assume"];

    /// <summary>How many numbers there are in all.</summary>
    public static int Count(WordVectors vectors) => Plain + vectors.Dimensions;

    public static float[] Of(string text, WordVectors vectors)
    {
        var words = PromptTokens.Of(text).Select(token => token.Text.ToLowerInvariant()).ToArray();
        var traits = new float[Count(vectors)];
        var count = Math.Max(1, words.Length);
        traits[0] = MathF.Log(1 + text.Length) / 8;
        traits[1] = MathF.Log(1 + words.Length) / 6;
        traits[2] = (float)words.Count(word => word.Any(char.IsDigit)) / count;
        traits[3] = MathF.Log(1 + words.Count(word => word.Any(char.IsDigit))) / 3;
        traits[4] = MathF.Log(1 + text.Count(letter => letter is '.' or '?' or '!')) / 3;
        traits[5] = (float)words.Sum(word => word.Length) / count / 8;
        traits[6] = (float)words.Count(word => vectors.Find(word) is < 0 or > 10_000) / count;
        traits[7] = (float)words.Count(word => Reasoning.Contains(word)) / count;
        traits[8] = MathF.Log(1 + text.Count(letter => letter is '(' or ')' or '=' or '+' or '*' or '^' or '\\' or '{' or '<')) / 4;
        traits[9] = text.Contains("A.", StringComparison.Ordinal) && text.Contains("D.", StringComparison.Ordinal) ? 1 : 0;
        traits[10] = text.Contains("```", StringComparison.Ordinal) || text.Contains("def ", StringComparison.Ordinal) ? 1 : 0;
        traits[11] = words.Any(WordClasses.IsNegation) ? 1 : 0;
        traits[12] = text.Contains('$') || text.Contains('%') ? 1 : 0;
        traits[13] = (float)words.Distinct().Count() / count;
        traits[14] = traits[9] * traits[0];
        traits[15] = (1 - traits[9]) * traits[0];
        traits[16] = (1 - traits[9]) * traits[3];
        var mean = vectors.Embed(words);
        for (var at = 0; at < mean.Length; at++)
            traits[Plain + at] = mean[at] * 2;
        return traits;
    }
}
