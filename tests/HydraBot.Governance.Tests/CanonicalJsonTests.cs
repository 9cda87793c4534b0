using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;
using HydraBot.Governance.Audit;
using Xunit;

namespace HydraBot.Governance.Tests;

/// <summary>RFC 8785.</summary>
public class CanonicalJsonTests
{
    /// <summary>Section 3.2.2 and 3.2.3.</summary>
    [Fact]
    public void The_example_of_the_RFC_comes_out_as_it_says()
    {
        const string Sample = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        Assert.Equal(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
            Write(Sample));
    }

    /// <summary>Section 3.2.3: names sort by their UTF-16 units.</summary>
    [Fact]
    public void Names_are_sorted_by_their_UTF_16_units()
    {
        const string Sample = """
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
            """;
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            JsonElement.Parse(Write(Sample)).EnumerateObject().Select(property => property.Value.GetString()!));
    }

    /// <summary>Appendix B, and ECMAScript's borders between plain and exponential form.</summary>
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("-5e-324", "-5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("-1.7976931348623157e308", "-1.7976931348623157e+308")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("9.999999999999997e22", "9.999999999999997e+22")]
    [InlineData("1e23", "1e+23")]
    [InlineData("1.0000000000000001e23", "1.0000000000000001e+23")]
    [InlineData("999999999999999700000", "999999999999999700000")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("9.999999999999997e-7", "9.999999999999997e-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("333333333.3333332", "333333333.3333332")]
    [InlineData("333333333.33333325", "333333333.33333325")]
    [InlineData("-0.0000033333333333333333", "-0.0000033333333333333333")]
    [InlineData("1424953923781206.25", "1424953923781206.2")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("1e-27", "1e-27")]
    [InlineData("100", "100")]
    [InlineData("1e2", "100")]
    [InlineData("10.0", "10")]
    [InlineData("120.5", "120.5")]
    public void A_number_has_one_form(string given, string canonical) => Assert.Equal(canonical, Write(given));

    [Fact]
    public void Ids_beyond_2_to_the_53_keep_their_digits() =>
        Assert.Equal("[1234567890123456789,-9007199254740993]", Write("[1234567890123456789, -9007199254740993]"));

    [Property]
    public bool A_number_that_is_written_reads_back_as_itself(double number) =>
        !double.IsFinite(number)
        || double.Parse(Write(number.ToString("R", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture).Equals(number == 0 ? 0 : number);

    [Property]
    public bool Canonical_text_is_a_fixed_point(string?[] texts, double[] numbers)
    {
        var value = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["b"] = texts.Select(Sound).ToArray(),
            ["a"] = numbers.Where(double.IsFinite).ToArray(),
        });
        var once = Write(value);
        return once == Write(once) && JsonElement.DeepEquals(JsonElement.Parse(value), JsonElement.Parse(once));
    }

    [Property]
    public bool The_order_in_which_names_are_given_does_not_matter(Dictionary<string, int> values)
    {
        var sound = values.Where(pair => Sound(pair.Key) == pair.Key).ToArray();
        return Write(Text(sound)) == Write(Text([.. sound.Reverse()]));
    }

    private static string Text(KeyValuePair<string, int>[] pairs) =>
        $"{{{string.Join(',', pairs.Select(pair => $"{JsonSerializer.Serialize(pair.Key)}:{pair.Value}"))}}}";

    private static string? Sound(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Where(rune => rune != System.Text.Rune.ReplacementChar));

    private static string Write(string json) => CanonicalJson.Write(JsonElement.Parse(json));
}
