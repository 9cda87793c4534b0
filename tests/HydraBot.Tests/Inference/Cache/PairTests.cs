using HydraBot.Inference.Cache;
using HydraBot.Memory.Embeddings;
using HydraBot.Testing.Prompts;
using Xunit;

namespace HydraBot.Tests.Inference.Cache;

/// <summary>On families of questions that were not used to fit anything, wrong hits stay within the stated bound.</summary>
public sealed class PairTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.02)]
    [InlineData(0.05)]
    public void Wrong_hits_stay_within_the_bound(double bound)
    {
        var vectors = WordVectors.Built();
        var pairs = PromptPairs.All();
        Assert.True(pairs.Count >= 2000, $"There are {pairs.Count} pairs.");

        var hits = pairs.Where(pair => pair.Family % 2 == 0 && Hits(pair, vectors, bound)).ToArray();

        Assert.True(hits.Count(pair => !pair.Same) <= bound * hits.Length, $"{hits.Count(pair => !pair.Same)} of {hits.Length} hits are wrong: {string.Join("; ", hits.Where(pair => !pair.Same).Select(pair => $"{pair.Asked} / {pair.Other}"))}");
    }

    [Fact]
    public void An_entry_that_was_wrong_reaches_less_far_and_one_that_was_right_further()
    {
        var entry = new CacheEntry(1, new CacheQuestion(1, "a", true), new Reading("", [], null), [], DateTimeOffset.UnixEpoch);
        Assert.True(entry.Reaches(4, 0.02));
        entry.Observe(4, right: false);
        Assert.False(entry.Reaches(4, 0.02));

        var trusted = new CacheEntry(2, new CacheQuestion(1, "a", true), new Reading("", [], null), [], DateTimeOffset.UnixEpoch);
        Assert.False(trusted.Reaches(3, 0.02));
        for (var turn = 0; turn < 60; turn++)
            trusted.Observe(2.5, right: true);
        Assert.True(trusted.Reaches(3, 0.02));
    }

    private static bool Hits(PromptPair pair, WordVectors vectors, double bound)
    {
        var (one, other) = (Particulars.Read(pair.Asked, vectors), Particulars.Read(pair.Other, vectors));
        return one.Particulars == other.Particulars
            && Likeness.Of(one, other, vectors) >= Math.Log((1 - bound) / bound);
    }
}
