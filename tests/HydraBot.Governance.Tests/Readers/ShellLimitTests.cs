using System.Diagnostics;
using System.Text.Json;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Governance.Tests.Readers;

/// <summary>What is too long or too deep to be followed is never taken for harmless, and nobody waits for it.</summary>
[Collection(nameof(LongOnes))]
public sealed class ShellLimitTests
{
    private const string Looks = "act.reads: only looks";
    private const string TooMuch = "act.unclear: it is too long or too deeply nested to be followed";
    private const string TooDeep = "act.unclear: the command cannot be read: it is nested too deeply";
    private const string TooMany = "act.unclear: a command has too many words";

    [Fact]
    public void A_text_is_read_up_to_its_longest()
    {
        Assert.Equal([Looks], Read("ls".PadRight(100_000)));
        Assert.Equal(["act.unclear: it is too long to be read"], Read("ls".PadRight(100_001)));
    }

    [Fact]
    public void Steps_are_taken_up_to_the_last()
    {
        Assert.Equal([Looks], Read(Times("ls;", 1499) + "x=1"));
        Assert.Equal([TooMuch], Read(Times("ls;", 1499) + "x=1;x=1"));
    }

    [Fact]
    public void Groups_are_followed_up_to_the_deepest()
    {
        Assert.Equal([Looks], Read(Nested("{ ", "ls", ";}", 38)));
        Assert.Equal([TooMuch], Read(Nested("{ ", "ls", ";}", 39)));
        Assert.Equal([TooMuch], Read(Nested("( ", "ls", ")", 59)));
        Assert.Equal([Looks], Read(Nested("{ ", "test 'a[0]'", ";}", 37)));
        Assert.Equal([TooMuch], Read(Nested("{ ", "test 'a[0]'", ";}", 38)));
        Assert.Equal([TooDeep], Read(Nested("( ", "ls", ")", 60)));
    }

    [Fact]
    public void What_stands_side_by_side_is_not_deep()
    {
        Assert.Equal([Looks], Read(Times("(ls);", 61)));
        Assert.Equal([Looks], Read("echo" + Times(" $a", 61)));
        Assert.Equal([Looks], Read("echo" + Times(" $((1))", 61)));
    }

    [Fact]
    public void Expansions_are_followed_up_to_the_deepest()
    {
        Assert.Equal(["act.unclear: $a may have another value"], Read("echo " + Nested("${a:-", "b", "}", 59)));
        Assert.Equal([TooDeep], Read("echo " + Nested("${a:-", "b", "}", 60)));
        Assert.Equal([TooDeep], Read("echo " + Nested("$((", "1", "))", 60)));
    }

    [Fact]
    public void Text_is_put_together_up_to_the_longest()
    {
        var half = $"x={new string('a', 50_000)};";
        Assert.Equal($"path.delete: deletes {new string('a', 289)}...", Assert.Single(Read($"{half}y=$x$x;rm $y")));
        Assert.Equal(["act.unclear: which file … is, is not known", "path.delete: deletes …"], Read($"{half}y=$x${{x}}a;rm $y"));
        Assert.Equal($"path.delete: deletes {new string('a', 289)}...", Assert.Single(Read($"{half}rm $x$x")));
        Assert.Equal(2, Read($"{half}rm $x${{x}}a").Length);
    }

    [Fact]
    public void What_is_printed_is_put_together_up_to_the_longest()
    {
        Assert.StartsWith("act.unclear: 'aaa", Assert.Single(Read($"x={new string('a', 49_999)};{{ echo $x;echo $x; }} | sh")), StringComparison.Ordinal);
        Assert.Equal(["act.unclear: runs a command that is put together at run time: …"], Read($"x={new string('a', 50_000)};{{ echo $x;echo $x; }} | sh"));
    }

    [Fact]
    public void Elements_are_followed_up_to_the_last()
    {
        var half = $"x=({Times("a ", 128)});";
        Assert.Equal(["path.delete: deletes a"], Read($"{half}x+=({Times("a ", 128)});rm ${{x[0]}}"));
        Assert.Equal(["act.unclear: which file … is, is not known", "path.delete: deletes …"], Read($"{half}x+=({Times("a ", 129)});rm ${{x[0]}}"));
    }

    [Fact]
    public void The_index_of_an_element_is_followed_up_to_its_longest()
    {
        Assert.Equal([Looks], Read($"x[{new string('1', 998)}]=1"));
        Assert.StartsWith("code.hidden: the name of the command is a pattern: ", Read($"x[{new string('1', 999)}]=1")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_followed_up_to_the_last()
    {
        Assert.Equal([Looks], Read("ls" + Times(" a", 255)));
        Assert.Equal([TooMany], Read("ls" + Times(" a", 256)));
        Assert.Equal([TooMany], Read("ls {1..256}"));
        Assert.Equal([TooMany], Read("cat {{1..64},{1..64},{1..64},{1..63},a,b,/srv/hydra/secrets/token}"));
        Assert.Equal([TooMany], Read("cat {{1..64},{1..64},{1..64},{1..63},a,/srv/hydra/secrets/token}"));
    }

    [Fact]
    public void Braces_are_followed_up_to_the_last()
    {
        Assert.Equal([Looks], Read("cat " + Nested("{a,", "b", "}", 12)));
        Assert.Equal(["act.unclear: which file … is, is not known"], Read("cat " + Nested("{a,", "b", "}", 13)));
    }

    [Fact]
    public void Turns_of_a_loop_are_followed_up_to_the_last()
    {
        string[] unknown = ["act.unclear: which file … is, is not known", "path.delete: deletes …"];
        Assert.Equal(["path.delete: deletes a"], Read($"for x in {Times("a ", 24)}; do rm $x; done"));
        Assert.Equal(unknown, Read($"for x in {Times("a ", 25)}; do rm $x; done"));
        Assert.Equal(["path.delete: deletes a"], Read($"printf '{Times("a\\n", 24)}' | while read x; do rm $x; done"));
        Assert.Equal(unknown, Read($"printf '{Times("a\\n", 25)}' | while read x; do rm $x; done"));
    }

    [Fact]
    public void Findings_of_one_kind_end_while_others_are_still_told()
    {
        var facts = Read(string.Concat(Enumerable.Range(0, 70).Select(number => $"rm {number}.db;")) + "ufw disable");
        Assert.StartsWith("database.delete (62.db)", facts[^3], StringComparison.Ordinal);
        // A backup of the first ones is none of the others.
        Assert.Equal("database.delete (): and more of that than can be told", facts[^2]);
        Assert.StartsWith("security.disable", facts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_of_a_finding_stays_short()
    {
        Assert.Equal($"path.delete: deletes {new string('a', 292)}", Assert.Single(Read($"rm {new string('a', 292)}")));
        Assert.Equal($"path.delete: deletes {new string('a', 289)}...", Assert.Single(Read($"rm {new string('a', 293)}")));
    }

    [Fact]
    public void What_is_written_is_looked_through_up_to_the_last()
    {
        var once = $"x={new string('a', 9_999)};";
        Assert.Equal(["path.write: overwrites a"], Read($"{once}{Times("echo $x>a;", 200)}"));
        Assert.Equal(["path.write: overwrites a", "act.unclear: it writes more than can be looked through"], Read($"{once}{Times("echo $x>a;", 201)}"));
    }

    public static TheoryData<string> Bombs() =>
    [
        "echo " + Nested("$(", "ls", ")", 5000), "echo " + Nested("${a:-", "b", "}", 10_000), $"echo \"{Nested("${a#", "b", "}", 10_000)}\"", "echo " + Nested("$((", "1", "))", 5000),
        Nested("if ", "ls", "; then ls; fi", 5000), Nested("eval ", "ls", "", 5000), Nested("sudo ", "rm x", "", 5000), $"cat {Nested("{a,", "b", "}", 6)}{Nested("{a,", "b", "}", 6)}{Times("{1..300}", 3)}",
        $"x=aaaaaaaaaa;{Times("x=$x$x;", 200)}$x", $"x=a;{Times("x+=$x;", 200)}$x", $"x=a;{Times("x=${x//a/aaaaaaaaaa};", 50)}$x", $"x=(a b);{Times("x+=(\"${x[@]}\");", 200)}rm \"${{x[@]}}\"",
        string.Concat(Enumerable.Range(0, 60).Select(number => $"x{number}='${{x{number + 1}:x{number + 1}}}${{x{number + 1}:x{number + 1}}}';")) + "echo ${x0:x0}",
        "f() { f; f; }; f", "f() { g; g; }; g() { f; f; }; f", "alias a='a;a'; alias b='a;b'; b", $"{Times("while true; do ", 20)}ls{Times("; done", 20)}",
        $"echo {new string('a', 90_000)} | rev | rev | sh", $"echo {new string('a', 90_000)} | tr -d '\u0101-\u7fff' | sh", $"printf '{Times("\\n", 40_000)}' > a",
        $"{Times("echo a$RANDOM >> f; cat f f f f >> f;", 700)}sh f", Times("a[;", 30_000), Times("a()", 33_000) + "ls", $"x={new string('a', 50_000)};rm {Times("$x", 20_000)}", new string('(', 90_000), "cat " + new string('{', 90_000), new string('"', 99_999),
    ];

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Nothing_keeps_the_reader_busy_or_is_let_through_for_its_size(string command)
    {
        var watch = Stopwatch.StartNew();
        var facts = Read(command);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
        Assert.DoesNotContain(Looks, facts);
    }

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Nested(string open, string inner, string close, int depth) => Times(open, depth) + inner + Times(close, depth);

    private static string[] Read(string command) =>
    [
        .. JudgedPlaces.Reader.Read("shell.run", JsonSerializer.SerializeToElement(new { command, workingDirectory = "/srv/work/project" }))
            .Select(fact => fact.Subject is null ? $"{fact.Name}: {fact.Detail}" : $"{fact.Name} ({fact.Subject}): {fact.Detail}"),
    ];
}
