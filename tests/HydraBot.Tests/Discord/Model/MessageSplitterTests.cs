using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Model;

public class MessageSplitterTests
{
    private const string Fence = "```";

    [Fact]
    public void A_short_text_is_one_part_as_it_is() => Assert.Equal(["hello\n\nworld"], MessageSplitter.Split("hello\n\nworld"));

    [Fact]
    public void Nothing_gives_no_part() => Assert.Empty(MessageSplitter.Split(" \n "));

    [Fact]
    public void Paragraphs_are_preferred_to_lines_and_lines_to_words()
    {
        var words = string.Concat(Enumerable.Repeat("word ", 16));
        Assert.Equal([words + "\n\n", words.Trim()], MessageSplitter.Split($"{words}\n\n{words.Trim()}", 100));
        Assert.Equal([words + "\n", words.Trim()], MessageSplitter.Split($"{words}\n{words.Trim()}", 100));
        Assert.All(MessageSplitter.Split(string.Concat(Enumerable.Repeat("word ", 100)), 99), part => Assert.EndsWith("word ", part, StringComparison.Ordinal));
    }

    [Fact]
    public void A_code_block_that_is_cut_is_closed_and_opened_again_with_its_language()
    {
        var code = string.Concat(Enumerable.Range(0, 60).Select(i => $"line {i}\n"));
        var parts = MessageSplitter.Split($"Look:\n```csharp\n{code}```\nDone.", 100);
        Assert.True(parts.Count > 3);
        Assert.All(parts.Skip(1).SkipLast(1), part =>
        {
            Assert.StartsWith("```csharp\nline ", part, StringComparison.Ordinal);
            Assert.EndsWith("\n```", part, StringComparison.Ordinal);
        });
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Texts)])]
    public void Every_part_fits_is_balanced_and_all_parts_together_are_the_text(string text, bool small)
    {
        var limit = small ? 64 : 2000;
        var parts = MessageSplitter.Split(text, limit);
        Assert.All(parts, part =>
        {
            Assert.InRange(part.Length, 1, limit);
            Assert.Equal(0, Marks(part) % 2);
            Assert.False(char.IsLowSurrogate(part[0]) || char.IsHighSurrogate(part[^1]), "a character was cut in two");
        });
        Assert.True(AreTheText([.. parts.Select(Solid)], 0, Solid(text)), "the parts without the fences that were closed and opened again are not the text");
    }

    private static int Marks(string part) => part.Split(Fence).Length - 1;

    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Whether each part, with or without a fence opened again at its start and closed at its end, is the next piece of the text.</summary>
    private static bool AreTheText(string[] parts, int index, string text)
    {
        if (index == parts.Length)
            return text.Length == 0;
        var part = parts[index];
        foreach (var opened in Openings(part))
        {
            foreach (var closing in new[] { 0, Fence.Length })
            {
                if (part.Length - opened < closing || (closing > 0 && !part.EndsWith(Fence, StringComparison.Ordinal)))
                    continue;
                var body = part[opened..^closing];
                if (text.StartsWith(body, StringComparison.Ordinal) && AreTheText(parts, index + 1, text[body.Length..]))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Lengths that a fence opened again could have at the start: none, the mark, or the mark with a language.</summary>
    private static IEnumerable<int> Openings(string part)
    {
        yield return 0;
        for (var length = Fence.Length; part.StartsWith(Fence, StringComparison.Ordinal) && length <= Math.Min(part.Length, 24); length++)
            yield return length;
    }

    public static class Texts
    {
        public static Arbitrary<string> Text()
        {
            var piece = Gen.OneOf(
                Gen.Elements("word ", "\n", "\n\n", "😀", "ß", "x", "a_long_word_without_any_break_that_goes_on_and_on", "```csharp\n", "```\n", "\n```\n", "``", "`"),
                Gen.Choose(1, 300).Select(count => new string('z', count)),
                Gen.Choose(1, 60).Select(count => string.Concat(Enumerable.Repeat("😀", count))));
            return Gen.Sized(size => Gen.Choose(0, 10 + (size * 4)).SelectMany(count => piece.ArrayOf(count)).Select(string.Concat)).ToArbitrary();
        }
    }
}
