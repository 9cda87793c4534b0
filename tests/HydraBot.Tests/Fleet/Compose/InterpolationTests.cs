using HydraBot.Fleet.Compose.Files;
using Xunit;

namespace HydraBot.Tests.Fleet.Compose;

/// <summary>Variables as Compose's own page has them: https://docs.docker.com/reference/compose-file/interpolation/.</summary>
public sealed class InterpolationTests
{
    private static readonly Dictionary<string, string> Known = new() { ["A"] = "a", ["EMPTY"] = "", ["B_2"] = "b" };

    [Theory]
    [InlineData("$A", "a")]
    [InlineData("${A}", "a")]
    [InlineData("x${A}y$B_2!", "xayb!")]
    [InlineData("$$A $${A}", "$A ${A}")]
    [InlineData("${NONE:-x}", "x")]
    [InlineData("${EMPTY:-x}", "x")]
    [InlineData("${EMPTY-x}", "")]
    [InlineData("${NONE-x}", "x")]
    [InlineData("${A:-x}", "a")]
    [InlineData("${NONE:-${A}}", "a")]
    [InlineData("${NONE:-${MORE:-$B_2}}/x", "b/x")]
    [InlineData("${A:+yes}${EMPTY:+no}${EMPTY+set}${NONE+no}", "yesset")]
    [InlineData("${A:?must}${A?must}", "aa")]
    [InlineData("${NONE:-http://h:1/}", "http://h:1/")]
    [InlineData("no signs", "no signs")]
    [InlineData("$", "$")]
    public void Every_form_is_read(string text, string meant)
    {
        var interpolation = new Interpolation(Known);
        Assert.Equal(meant, interpolation.Apply(text));
        Assert.Empty(interpolation.Faults);
    }

    [Theory]
    [InlineData("${NONE:?set the password}", "set the password")]
    [InlineData("${EMPTY:?}", "EMPTY")]
    [InlineData("costs 5$ a month", "$$")]
    [InlineData("${1}", "names no variable")]
    public void What_is_wrong_is_told(string text, string said)
    {
        var interpolation = new Interpolation(Known);
        interpolation.Apply(text);
        Assert.Contains(said, Assert.Single(interpolation.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_nowhere_is_empty_and_named()
    {
        var interpolation = new Interpolation(Known);
        Assert.Equal("-", interpolation.Apply("${NONE}-$NONE"));
        Assert.Equal(["NONE"], interpolation.Missing);
    }

    [Fact]
    public void An_environment_file_is_read_as_Compose_reads_it()
    {
        var known = new Dictionary<string, string>();
        EnvironmentFile.ReadInto("# a comment\r\nA=1\r\nexport B = two words # and a comment\nC='$A # raw'\nD=\"x\\n${A} \\\"q\\\"\"\nE=\nF=a#b\nG=${A}-$B\n\n  H: yes\nbroken\n", known);
        Assert.Equal(
            new Dictionary<string, string> { ["A"] = "1", ["B"] = "two words", ["C"] = "$A # raw", ["D"] = "x\n1 \"q\"", ["E"] = "", ["F"] = "a#b", ["G"] = "1-two words", ["H"] = "yes" },
            known);
    }
}
