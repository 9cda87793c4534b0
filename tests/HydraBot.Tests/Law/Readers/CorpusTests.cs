using System.Text.Json;
using HydraBot.Governance.Constitution;
using Xunit;

namespace HydraBot.Tests.Law.Readers;

/// <summary>The acts of <c>Corpus</c>, judged by the shipped law in a house with known places.</summary>
public class CorpusTests
{
    [Fact]
    public void Every_act_of_the_corpus_gets_a_decision_that_it_may_get()
    {
        var wrong = new List<string>();
        var cases = Cases().ToArray();
        foreach (var (line, operation, arguments, expected, why) in cases)
        {
            var verdict = JudgedHouse.Judge(operation, arguments);
            if (!expected.Contains(verdict.Decision))
                wrong.Add($"line {line} ({why}): {operation} {arguments}\n    is {verdict.Decision}, not {string.Join(" or ", expected)}: {string.Join(" | ", verdict.Reasons)}");
        }

        Assert.True(cases.Length >= 400, $"{cases.Length} cases");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Length}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Half_of_the_corpus_is_harmless()
    {
        var harmless = Cases().Count(one => one.Expected.Contains(Decision.Allow));
        Assert.InRange((double)harmless / Cases().Count(), 0.4, 0.6);
    }

    internal static IEnumerable<(int Line, string Operation, JsonElement Arguments, Decision[] Expected, string Why)> Cases()
    {
        var line = 0;
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Law/Readers/Corpus"), "*.jsonl").Order(StringComparer.Ordinal);
        foreach (var text in files.SelectMany(File.ReadLines))
        {
            var json = JsonElement.Parse(text);
            yield return (
                ++line,
                json.GetProperty("operation").GetString()!,
                json.GetProperty("arguments"),
                [.. json.GetProperty("expected").EnumerateArray().Select(one => Enum.Parse<Decision>(one.GetString()!, ignoreCase: true))],
                json.GetProperty("why").GetString()!);
        }
    }
}
