using HydraBot.Memory.Language;
using Xunit;

namespace HydraBot.Tests.Memory;

public class StemmerTests
{
    /// <summary>From the vocabulary that is published beside the algorithm.</summary>
    [Theory]
    [InlineData("consign", "consign")]
    [InlineData("consigned", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("consolation", "consol")]
    [InlineData("consolingly", "consol")]
    [InlineData("knack", "knack")]
    [InlineData("kneeled", "kneel")]
    [InlineData("knightly", "knight")]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("ties", "tie")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("generate", "generat")]
    [InlineData("generously", "generous")]
    [InlineData("happy", "happi")]
    [InlineData("dying", "die")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("adjustable", "adjust")]
    [InlineData("controlling", "control")]
    [InlineData("pve", "pve")]
    [InlineData("10.0.0.5", "10.0.0.5")]
    public void A_words_endings_come_off_as_the_algorithm_says(string word, string stem) => Assert.Equal(stem, EnglishStemmer.Stem(word));

    [Theory]
    [InlineData("Melanie's NAS at 192.168.1.20 runs pve-01!", "melanie nas at 192 168 1 20 192.168.1.20 runs pve 01 pve-01")]
    [InlineData("Café Zürich, O'Brien", "cafe zurich obrien")]
    [InlineData("NEAR(\"a\" AND b) OR *", "near a and b or")]
    [InlineData("備份完成", "備 份 備份 完 份完 成 完成")]
    [InlineData("", "")]
    public void Text_is_cut_into_the_words_that_people_search_by(string text, string words) => Assert.Equal(words, string.Join(' ', TextTokens.Of(text)));
}
