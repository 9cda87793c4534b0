using HydraBot.Memory.Embeddings;

namespace HydraBot.Benchmarks.Memory;

/// <summary>Words that come as often as they do in English.</summary>
internal static class Zipf
{
    public static string Word(Random random, WordVectors vectors) =>
        vectors.Words[Math.Min(vectors.Words.Count - 1, (int)Math.Pow(vectors.Words.Count, random.NextDouble()))];
}
