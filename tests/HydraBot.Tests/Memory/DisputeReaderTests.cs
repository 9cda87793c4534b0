using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Truth;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>What seems to be a contradiction between sentences in free words, and what is only alike.</summary>
public sealed class DisputeReaderTests
{
    private static readonly DisputeReader Reader = new(WordVectors.Built());

    [Theory]
    [InlineData("Robin drinks black tea in the morning", "Robin drinks strong coffee in the morning", true)]
    [InlineData("The backup runs at 02:15", "The backup runs at 04:30", true)]
    [InlineData("Robin likes the garage", "Robin does not like the garage", true)]
    [InlineData("Robin likes the garage", "Robin doesn't like the garage", true)]
    [InlineData("Our provider is called Fibrix", "Our provider is called Netzwerk", true)]
    [InlineData("Robin drinks tea in the morning", "Robin drinks tea in the morning", false)]
    [InlineData("Robin drinks tea in the morning", "Mira drinks coffee in the morning", false)]
    [InlineData("Robin drinks tea in the morning", "Robin paints fences in the morning", false)]
    [InlineData("The host nas1 has four disks", "The host nas2 has four disks", false)]
    [InlineData("The printer in the hall is loud", "The printer in the hall is number 7", false)]
    [InlineData("Tea", "Coffee", false)]
    public void Sentences_contradict_each_other_or_do_not(string one, string other, bool contradict)
    {
        var found = DisputeReader.Read(one) is { } first && DisputeReader.Read(other) is { } second && Reader.Contradict(first, second);
        Assert.Equal(contradict, found);
    }
}
